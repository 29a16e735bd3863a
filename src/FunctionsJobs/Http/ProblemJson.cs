using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsJobs.Http;

/// <summary>Serialisation of the shared response bodies.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ApiMessage))]
internal sealed partial class ProblemJson : JsonSerializerContext;
