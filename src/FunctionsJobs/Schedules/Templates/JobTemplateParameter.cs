namespace FunctionsJobs.Schedules.Templates;

/// <summary>A value that is given when a template's job is started.</summary>
public sealed class JobTemplateParameter
{
    /// <summary>What it means, for people.</summary>
    public string Description { get; set; } = "";

    /// <summary>
    /// Its value where none is given; null makes it required. A parameter <c>publisherId</c> needs none for callers who are bound to a publisher.
    /// </summary>
    public string? Default { get; set; }

    /// <summary>A value with which the template is checked at start, and which a form may show; needed where there is no default.</summary>
    public string? Example { get; set; }
}
