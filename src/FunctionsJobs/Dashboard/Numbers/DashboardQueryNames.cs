namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>The names of the dashboard's numbers. Callers know them; they never change.</summary>
public static class DashboardQueryNames
{
    /// <summary>The first look.</summary>
    public const string Stats = "dashboard:stats";

    /// <summary>A year at a glance.</summary>
    public const string Overview = "analytics:overview";

    /// <summary>Growth over the last eight weeks.</summary>
    public const string WeeklyGrowth = "analytics:weekly-growth";

    /// <summary>Performance over the last thirty days.</summary>
    public const string Performance = "analytics:performance";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Stats, Overview, WeeklyGrowth, Performance];

    /// <summary>What another name is answered with.</summary>
    public static string Rule { get; } = $"must be one of {string.Join(", ", All)}";
}
