using System.Text.Json.Serialization;

namespace FunctionsJobs.Lifecycle;

/// <summary>How the wait between attempts grows. Stored and sent by the names of <see cref="JobBackoffTypeNames"/>; values are only ever appended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobBackoffType>))]
public enum JobBackoffType
{
    /// <summary>Doubles with every attempt.</summary>
    [JsonStringEnumMemberName("exponential")]
    Exponential,

    /// <summary>Stays the same.</summary>
    [JsonStringEnumMemberName("fixed")]
    Fixed,
}
