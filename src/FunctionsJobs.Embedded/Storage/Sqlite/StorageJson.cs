using System.Text.Json.Serialization;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>What the store itself writes as JSON.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class StorageJson : JsonSerializerContext;
