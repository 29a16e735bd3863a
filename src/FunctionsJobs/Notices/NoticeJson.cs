using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsJobs.Notices;

/// <summary>The JSON of notices.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JobNotice))]
internal sealed partial class NoticeJson : JsonSerializerContext;
