using System.Text.Json.Serialization;

namespace FunctionsJobs.Companies.Work;

/// <summary>What became of a company, in short: the whole is kept with the company.</summary>
public sealed record CompanyOutcome
{
    /// <summary>The company.</summary>
    public required string Id { get; init; }

    /// <summary>The company that it is another appearance of, where it is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DuplicateOf { get; init; }

    /// <summary>Its score, 0 to 100, where it was scored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Score { get; init; }

    /// <summary>Its industry's section, where it was enriched and one was found.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Industry { get; init; }

    /// <summary>Its class of size, where it was enriched and its headcount is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Size { get; init; }
}
