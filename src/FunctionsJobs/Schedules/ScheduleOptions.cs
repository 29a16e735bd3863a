namespace FunctionsJobs.Schedules;

/// <summary>Settings of schedules; configuration section <c>Schedules</c>.</summary>
public sealed class ScheduleOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Schedules";

    /// <summary>The shortest time there may be between two fire times; an expression with a shorter one is refused. Default 60 s; 1 s to 1 day.</summary>
    public TimeSpan MinimumInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Most schedules of one publisher; further ones are refused. Default 100; 1 to 10,000.</summary>
    public int MaxPerPublisher { get; set; } = 100;

    /// <summary>
    /// A fire time that is served later than this after it was due was missed, and the schedule's misfire policy decides. Longer than the time
    /// between two looks for what is due. Default 60 s; 10 s to 1 hour.
    /// </summary>
    public TimeSpan MisfireAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Most runs of one schedule that wait for their turn under the overlap policy <c>queue</c>; further ones are skipped. Default 100; 1 to 1,000.</summary>
    public int MaxWaiting { get; set; } = 100;

    /// <summary>Rows kept per schedule of what became of its fire times; runs under way come on top. Default 100; 10 to 10,000.</summary>
    public int HistoryLimit { get; set; } = 100;

    /// <summary>Schedules that are read at once when looking for what is due. Default 200; 1 to 1,000.</summary>
    public int BatchSize { get; set; } = 200;

    /// <summary>Longest body of a request, in bytes; a longer one is answered with 413. Default 64 KiB; 1 KiB to 1 MiB.</summary>
    public int MaxBodyBytes { get; set; } = 64 * 1024;

    /// <summary>What is wrong with the settings, or null.</summary>
    public string? Invalid() => this switch
    {
        _ when MinimumInterval < TimeSpan.FromSeconds(1) || MinimumInterval > TimeSpan.FromDays(1) =>
            $"{Section}:MinimumInterval must be 00:00:01 to 1.00:00:00, and is {MinimumInterval}.",
        { MaxPerPublisher: < 1 or > 10_000 } => $"{Section}:MaxPerPublisher must be 1 to 10000, and is {MaxPerPublisher}.",
        _ when MisfireAfter < TimeSpan.FromSeconds(10) || MisfireAfter > TimeSpan.FromHours(1) =>
            $"{Section}:MisfireAfter must be 00:00:10 to 01:00:00, and is {MisfireAfter}.",
        { MaxWaiting: < 1 or > 1_000 } => $"{Section}:MaxWaiting must be 1 to 1000, and is {MaxWaiting}.",
        { HistoryLimit: < 10 or > 10_000 } => $"{Section}:HistoryLimit must be 10 to 10000, and is {HistoryLimit}.",
        { BatchSize: < 1 or > 1_000 } => $"{Section}:BatchSize must be 1 to 1000, and is {BatchSize}.",
        { MaxBodyBytes: < 1024 or > 1024 * 1024 } => $"{Section}:MaxBodyBytes must be 1024 to 1048576, and is {MaxBodyBytes}.",
        _ => null,
    };
}
