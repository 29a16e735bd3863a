namespace FunctionsJobs.JobStore.Sql;

/// <summary>The waiting job that goes first among those whose key has room.</summary>
internal sealed class QueueKeyHead
{
    public required string HeadJob { get; init; }

    public long HeadRank { get; init; }

    public long HeadNo { get; init; }
}
