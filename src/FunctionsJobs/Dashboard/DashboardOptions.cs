namespace FunctionsJobs.Dashboard;

/// <summary>Settings of the dashboard; configuration section <c>Dashboard</c>.</summary>
public sealed class DashboardOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Dashboard";

    /// <summary>Numbers that are older are shown all the same, and computed anew. One second to one day.</summary>
    public TimeSpan FreshFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many of the numbers that were asked for most often within the last hour the timer computes, publishers together; 1 to 1,000.</summary>
    public int WarmedByTimer { get; set; } = 50;

    /// <summary>What is wrong with the settings, or null.</summary>
    public string? Invalid() => this switch
    {
        _ when FreshFor < TimeSpan.FromSeconds(1) || FreshFor > TimeSpan.FromDays(1) => $"{Section}:FreshFor must be 00:00:01 to 1.00:00:00, and is {FreshFor}.",
        { WarmedByTimer: < 1 or > 1000 } => $"{Section}:WarmedByTimer must be 1 to 1000, and is {WarmedByTimer}.",
        _ => null,
    };
}
