namespace FunctionsJobs.Embedded.Hosting.Keys;

/// <summary>The keys as they are stored.</summary>
internal sealed record KeySet
{
    /// <summary>Opens everything, the admin API included.</summary>
    public required string Master { get; init; }

    /// <summary>Opens every function.</summary>
    public required string Host { get; init; }

    /// <summary>By extension.</summary>
    public Dictionary<string, string> System { get; init; } = [];

    /// <summary>By function; opens that function only. Written by hand where wanted.</summary>
    public Dictionary<string, string> Functions { get; init; } = [];
}
