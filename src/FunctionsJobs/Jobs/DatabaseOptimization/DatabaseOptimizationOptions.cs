namespace FunctionsJobs.Jobs.DatabaseOptimization;

/// <summary>Settings of the optimisation of the databases, section <c>Jobs:DatabaseOptimization</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class DatabaseOptimizationOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:DatabaseOptimization";

    /// <summary>
    /// Share of a SQLite file, in percent, that must be free before it is rewritten (VACUUM), during which nothing else writes to it; 5 to 100, where 100 means
    /// never. Default 30. PostgreSQL reuses free space by itself, and is told to vacuum and analyse the tables whose rows have changed.
    /// </summary>
    public int RewriteAtFreePercent { get; set; } = 30;

    /// <inheritdoc/>
    public override string? Invalid() => RewriteAtFreePercent is < 5 or > 100
        ? $"{Section}:RewriteAtFreePercent must be 5 to 100, and is {RewriteAtFreePercent}."
        : InvalidPolicy(Section);
}
