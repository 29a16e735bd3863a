namespace FunctionsJobs.Analytics.Sql;

/// <summary>The sums of the hours of one span, and the versions of the events they were computed from.</summary>
internal sealed record HourSnapshot(
    IReadOnlyList<(long BucketMs, long SourceVersion)> Versions,
    IReadOnlyList<(long BucketMs, RollupCounts Counts)> Hours)
{
    /// <summary>Computes it from the events, in the session's transaction.</summary>
    public static async Task<HourSnapshot> ComputeAsync(AnalyticsSession session, BucketSpan span, CancellationToken cancellation)
    {
        var versions = await ReadVersionsAsync(session, span, cancellation);
        var hours = await session.ListAsync(
            RollupSql.GroupHours,
            row => (row.GetInt64(0) * EventSql.HourMilliseconds, new RollupCounts(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))),
            cancellation,
            ("@publisher", span.PublisherId),
            ("@from", span.FromMs / EventSql.HourMilliseconds),
            ("@to", span.ToMs / EventSql.HourMilliseconds));
        return new HourSnapshot(versions, hours);
    }

    /// <summary>Whether no event of the span was added or deleted since the snapshot.</summary>
    public async Task<bool> IsCurrentAsync(AnalyticsSession session, BucketSpan span, CancellationToken cancellation) =>
        Versions.SequenceEqual(await ReadVersionsAsync(session, span, cancellation));

    /// <summary>Its hours added up.</summary>
    /// <exception cref="AnalyticsStoreException">A sum does not fit, as the database has it for those within an hour.</exception>
    public RollupWrite Sum()
    {
        try
        {
            return new RollupWrite(Hours.Count, Hours.Aggregate(default(RollupCounts), (sum, hour) => sum + hour.Counts));
        }
        catch (OverflowException e)
        {
            throw new AnalyticsStoreException("A sum does not fit 64 bits.", isTransient: false, e);
        }
    }

    private static Task<IReadOnlyList<(long BucketMs, long SourceVersion)>> ReadVersionsAsync(
        AnalyticsSession session, BucketSpan span, CancellationToken cancellation) =>
        session.ListAsync(RollupSql.Versions, row => (row.GetInt64(0), row.GetInt64(1)), cancellation, span.Parameters());
}
