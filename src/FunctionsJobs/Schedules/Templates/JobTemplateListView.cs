namespace FunctionsJobs.Schedules.Templates;

/// <summary>All templates, by name.</summary>
/// <param name="Templates">The templates.</param>
public sealed record JobTemplateListView(IReadOnlyList<JobTemplateView> Templates);
