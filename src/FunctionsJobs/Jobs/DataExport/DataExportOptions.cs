namespace FunctionsJobs.Jobs.DataExport;

/// <summary>Settings of the export job, section <c>Jobs:DataExport</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class DataExportOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:DataExport";

    /// <summary>With a longer time for an attempt: one hour.</summary>
    public DataExportOptions() => AttemptTimeout = TimeSpan.FromHours(1);

    /// <summary>Longest range, in days, whole buckets included; a longer one is refused with 400. Default 400, at most 4,000.</summary>
    public int MaxDays { get; set; } = 400;

    /// <summary>Parts of one job that are made at once, 1 to 16. Default 2. Each holds about 5 MB, and works one core of this machine and one of the database's.</summary>
    public int Parallelism { get; set; } = 2;

    /// <inheritdoc/>
    public override string? Invalid() => this switch
    {
        { MaxDays: < 1 or > 4000 } => $"{Section}:MaxDays must be 1 to 4000, and is {MaxDays}.",
        { Parallelism: < 1 or > 16 } => $"{Section}:Parallelism must be 1 to 16, and is {Parallelism}.",
        _ => InvalidPolicy(Section),
    };
}
