namespace FunctionsJobs.JobStore.Sql;

/// <summary>A child that is being removed with its parent, as the databases give it.</summary>
internal sealed class EndedChildRow : RemovedJobRow
{
    public required string State { get; init; }
}
