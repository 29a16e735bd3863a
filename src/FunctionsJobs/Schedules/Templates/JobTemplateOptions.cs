namespace FunctionsJobs.Schedules.Templates;

/// <summary>Jobs that are ready to be started with a click; configuration section <c>JobTemplates</c>, by name. Checked at start, jobs included.</summary>
public sealed class JobTemplateOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "JobTemplates";

    /// <summary>The templates that the program ships with; a setting of the same name replaces one as a whole.</summary>
    public static IReadOnlyDictionary<string, JobTemplate> Standard { get; } = new Dictionary<string, JobTemplate>(StringComparer.Ordinal)
    {
        ["aggregate-yesterday"] = Aggregation("Aggregate yesterday", "Rolls up a publisher's events of yesterday into hours and the day.", "yesterday", "today", "day"),
        ["aggregate-last-week"] = Aggregation("Aggregate last week", "Rolls up a publisher's events of last week, Monday to Sunday.", "lastWeek", "thisWeek", "week"),
        ["aggregate-last-month"] = Aggregation("Aggregate last month", "Rolls up a publisher's events of last month.", "lastMonth", "thisMonth", "month"),
    };

    /// <summary>Templates by name: 1 to 64 lower-case letters, digits and hyphens, a letter first.</summary>
    public Dictionary<string, JobTemplate> Templates { get; set; } = new(StringComparer.Ordinal);

    private static JobTemplate Aggregation(string title, string description, string from, string to, string granularity) => new()
    {
        Title = title,
        Description = description,
        Queue = "analytics-aggregation",
        JobName = "aggregate",
        Data = $$$"""{"publisherId":"{{publisherId}}","startDate":"{{{{{from}}}}}","endDate":"{{{{{to}}}}}","granularity":"{{{granularity}}}"}""",
        Parameters = { ["publisherId"] = new JobTemplateParameter { Description = "Whose events.", Example = "pub-1" } },
    };
}
