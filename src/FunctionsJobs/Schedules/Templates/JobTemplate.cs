namespace FunctionsJobs.Schedules.Templates;

/// <summary>A job that is ready to be started.</summary>
public sealed class JobTemplate
{
    /// <summary>What the button says.</summary>
    public string Title { get; set; } = "";

    /// <summary>What it does, for people.</summary>
    public string Description { get; set; } = "";

    /// <summary>The queue of its jobs.</summary>
    public string Queue { get; set; } = "";

    /// <summary>The name of its jobs.</summary>
    public string JobName { get; set; } = "";

    /// <summary>The data of its jobs as JSON; strings such as <c>"{{yesterday}}"</c> stand for dates (UTC), <c>"{{name}}"</c> for a parameter.</summary>
    public string Data { get; set; } = "{}";

    /// <summary>The options of its jobs as JSON, or empty.</summary>
    public string Options { get; set; } = "";

    /// <summary>What whoever starts it says, by name.</summary>
    public Dictionary<string, JobTemplateParameter> Parameters { get; set; } = new(StringComparer.Ordinal);
}
