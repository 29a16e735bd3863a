namespace FunctionsJobs.Exports;

/// <summary>The columns of exports, in their order; the members' names in JSON. Append-only: readers may go by position.</summary>
internal static class ExportColumns
{
    /// <summary>Of raw events.</summary>
    public static IReadOnlyList<string> Events { get; } = ["id", "publisherId", "type", "at", "adUnit", "country", "device", "revenue"];

    /// <summary>Of roll-ups.</summary>
    public static IReadOnlyList<string> Rollups { get; } = ["start", "requests", "impressions", "clicks", "revenue", "ctr", "fillRate", "ecpm"];
}
