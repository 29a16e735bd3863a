namespace FunctionsJobs.Jobs.BulkAction;

/// <summary>Settings of bulk actions, section <c>Jobs:BulkAction</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class BulkActionOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:BulkAction";

    /// <summary>Most jobs of one action; where a filter matches more, the job fails before it changes any. Default 100,000, at most 1,000,000.</summary>
    public int MaxJobs { get; set; } = 100_000;

    /// <summary>Jobs that are worked on between two saved steps, 1 to 1,000. Default 200.</summary>
    public int PageSize { get; set; } = 200;

    /// <inheritdoc/>
    public override string? Invalid() => this switch
    {
        { MaxJobs: < 1 or > 1_000_000 } => $"{Section}:MaxJobs must be 1 to 1000000, and is {MaxJobs}.",
        { PageSize: < 1 or > 1000 } => $"{Section}:PageSize must be 1 to 1000, and is {PageSize}.",
        _ => InvalidPolicy(Section),
    };
}
