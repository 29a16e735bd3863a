namespace FunctionsJobs.Jobs.Cleanup;

/// <summary>Settings of clean-ups, section <c>Jobs:Cleanup</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class CleanupOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:Cleanup";

    /// <summary>Age, in days, from which lines of the audit trail are cleared away. Default 90; 1 to 3,650.</summary>
    public int OldLogsDays { get; set; } = 90;

    /// <summary>Age, in days, from which parts of files that never became whole are. Default 2; 1 to 3,650.</summary>
    public int TempFilesDays { get; set; } = 2;

    /// <summary>Age, in days, from which raw events are; their roll-ups stay. Default 400; 35 to 3,650.</summary>
    public int OldDataDays { get; set; } = 400;

    /// <summary>Most rows or files of one transaction. Default 5,000; 1 to 100,000.</summary>
    public int BatchSize { get; set; } = 5000;

    /// <summary>The age from which things of a type are cleared away where a job does not say; null for a type that there is not.</summary>
    internal TimeSpan? AgeOf(string type) => type switch
    {
        "old_logs" => TimeSpan.FromDays(OldLogsDays),
        "expired_tokens" => TimeSpan.Zero,
        "temp_files" => TimeSpan.FromDays(TempFilesDays),
        "old_data" => TimeSpan.FromDays(OldDataDays),
        _ => null,
    };

    /// <summary>The age that things of a type have to have at least: older than what any job under way works on.</summary>
    internal static TimeSpan LeastAgeOf(string type) => type switch
    {
        "expired_tokens" => TimeSpan.Zero,
        "old_data" => TimeSpan.FromDays(35),
        _ => TimeSpan.FromDays(1),
    };

    /// <inheritdoc/>
    public override string? Invalid() => this switch
    {
        { OldLogsDays: < 1 or > 3650 } => $"{Section}:OldLogsDays must be 1 to 3650, and is {OldLogsDays}.",
        { TempFilesDays: < 1 or > 3650 } => $"{Section}:TempFilesDays must be 1 to 3650, and is {TempFilesDays}.",
        { OldDataDays: < 35 or > 3650 } => $"{Section}:OldDataDays must be 35 to 3650, and is {OldDataDays}.",
        { BatchSize: < 1 or > 100_000 } => $"{Section}:BatchSize must be 1 to 100000, and is {BatchSize}.",
        _ => InvalidPolicy(Section),
    };
}
