using FunctionsJobs.JobStore.Index;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>Lists and counts in SQL, for every database that has an <see cref="IJobDatabase"/>.</summary>
public sealed class SqlJobIndex : IJobIndex
{
    private static readonly TimeSpan MaxWindow = TimeSpan.FromHours(24);

    private readonly IJobDatabase _database;
    private readonly TimeProvider _time;
    private readonly JobStoreSecrets _secrets;

    /// <summary>Uses a database that <see cref="SqlJobStore"/> has opened.</summary>
    public SqlJobIndex(IJobDatabase database, TimeProvider time) =>
        (_database, _time, _secrets) = (database, time, new JobStoreSecrets(database));

    /// <inheritdoc/>
    public async Task<JobPage?> ListAsync(JobFilter filter, string? cursor, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IJobIndex.MaxPage);
        if (filter is { Type: not null, Queue: null })
        {
            throw new ArgumentException("A type is one of a queue: name the queue, too.", nameof(filter));
        }

        var key = await _secrets.GetCursorKeyAsync(cancellation);
        JobCursor? after = null;
        if (cursor is not null)
        {
            after = JobCursor.Read(cursor, filter, key);
            if (after is null)
            {
                return null;
            }
        }

        // One more than asked for tells whether the list goes on.
        var (jobs, last) = await _database.ReadAsync(session => ReadAsync(session, filter, after, limit + 1), cancellation);
        if (jobs.Count > limit)
        {
            jobs = [.. jobs.Take(limit)];
            last = new JobCursor(jobs[^1].CreatedAt.ToUnixTimeMilliseconds(), jobs[^1].Id);
        }

        return new JobPage(jobs, last?.Write(filter, key));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<QueueCounts>> CountAsync(TenantScope tenants, string? queue, CancellationToken cancellation) =>
        _database.ReadAsync(session => CountAsync(session, tenants, queue), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<QueueMetrics>> MeasureAsync(TenantScope tenants, string? queue, TimeSpan window, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, JobEndSql.Slot);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, MaxWindow);
        var now = _time.GetUtcNow();
        var from = JobEndSql.SlotOf((now - window).ToUnixTimeMilliseconds());
        return _database.ReadAsync<IReadOnlyList<QueueMetrics>>(
            async session =>
            {
                var metrics = new List<QueueMetrics>();
                foreach (var counts in await CountAsync(session, tenants, queue))
                {
                    var ends = await JobEndSql.ListAsync(session, ScopeOf(tenants), counts.Queue, from);
                    metrics.Add(JobDurations.Measure(counts, ends, now - DateTimeOffset.FromUnixTimeMilliseconds(from)));
                }

                return metrics;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset?> FindWaitingSinceAsync(string queue, CancellationToken cancellation) =>
        _database.ReadAsync(session => JobWaitSql.FindAsync(session, queue), cancellation);

    private static async Task<(IReadOnlyList<JobRecord> Jobs, JobCursor? Last)> ReadAsync(
        JobStoreSession session, JobFilter filter, JobCursor? after, int limit)
    {
        var goesOn = after is not null;
        if (filter.Tag is null)
        {
            var rows = await session.ListAsync<JobRow>(JobListSql.Text(filter, goesOn), JobListSql.Parameters(filter, after, limit));
            return ([.. rows.Select(row => row.ToRecord())], null);
        }

        var scan = JobTagListSql.LooksAtJobs(filter) ? Math.Max(JobTagListSql.Scan, limit) : limit;
        var parameters = JobListSql.Parameters(filter, after, limit, scan);
        var tagged = await session.ListAsync<JobRow>(JobTagListSql.Text(filter, goesOn), parameters);
        var last = await session.FindAsync<JobTagRow>(JobTagListSql.LastText(filter, goesOn), parameters);
        return ([.. tagged.Select(row => row.ToRecord())], last is null ? null : new JobCursor(last.CreatedAt, last.JobId));
    }

    private static async Task<IReadOnlyList<QueueCounts>> CountAsync(JobStoreSession session, TenantScope tenants, string? queue)
    {
        var rows = await session.ListAsync<JobCountRow>(
            $"""
            SELECT queue AS Queue, state AS State, jobs AS Jobs FROM job_counts
            WHERE scope = @scope{(queue is null ? "" : " AND queue = @queue")} AND jobs <> 0 ORDER BY queue, state
            """,
            new { scope = ScopeOf(tenants), queue });
        var counts = rows.GroupBy(row => row.Queue, StringComparer.Ordinal)
            .Select(group => new QueueCounts(group.Key, group.ToDictionary(row => JobStateNames.Parse(row.State), row => row.Jobs)))
            .ToList();
        return queue is not null && counts.Count == 0 ? [new QueueCounts(queue, new Dictionary<JobState, long>())] : counts;
    }

    private static string ScopeOf(TenantScope tenants) => tenants.Tenant is { } tenant ? JobScope.Of(tenant) : JobScope.All;
}
