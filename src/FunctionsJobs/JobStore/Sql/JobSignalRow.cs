namespace FunctionsJobs.JobStore.Sql;

/// <summary>A row of the table <c>job_signals</c> as the databases give it.</summary>
internal sealed class JobSignalRow
{
    public required string JobId { get; init; }

    public required string Kind { get; init; }

    public long Attempt { get; init; }
}
