namespace FunctionsJobs.Scraping.Robots;

/// <summary>One rule of a group.</summary>
/// <param name="Pattern">Which paths it is about.</param>
/// <param name="IsAllowed">Whether it lets them be read.</param>
internal sealed record RobotsRule(RobotsPattern Pattern, bool IsAllowed);
