using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Sql;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Schedules.Sql;

/// <summary>The schedule store in SQL, for every database that has an <see cref="IJobDatabase"/>.</summary>
public sealed class SqlScheduleStore(IJobDatabase database, QueueCatalogue queues, IOptions<ScheduleOptions> options, TimeProvider time) : IScheduleStore
{
    private readonly ScheduleOptions _options = options.Value;
    private readonly JobStoreContext _store = new(database, queues, time);

    /// <inheritdoc/>
    public Task<ScheduleRecord?> CreateAsync(NewSchedule schedule, int maxPerTenant, CancellationToken cancellation) => database.WriteAsync(
        async session => await ScheduleSql.TryInsertAsync(session, schedule, maxPerTenant, database.Dialect, Milliseconds())
            ? await ScheduleSql.FindAsync(session, schedule.Id)
            : null,
        cancellation);

    /// <inheritdoc/>
    public Task<ScheduleRecord?> FindAsync(string id, CancellationToken cancellation) =>
        database.ReadAsync(session => ScheduleSql.FindAsync(session, id), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScheduleRecord>> ListAsync(string? tenant, string? beforeId, int limit, CancellationToken cancellation) =>
        database.ReadAsync(session => ScheduleSql.ListAsync(session, tenant, beforeId, limit), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScheduleRun>> ListRunsAsync(string id, int limit, CancellationToken cancellation) =>
        database.ReadAsync(session => ScheduleRunSql.ListAsync(session, id, limit), cancellation);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string id, CancellationToken cancellation) =>
        database.WriteAsync(session => ScheduleSql.DeleteAsync(session, id), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ScheduleRecord>> ListDueAsync(DateTimeOffset now, ScheduleRecord? after, int limit, CancellationToken cancellation) =>
        database.ReadAsync(session => ScheduleSql.ListDueAsync(session, now.ToUnixTimeMilliseconds(), after, limit), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WaitingFire>> ListWaitingAsync(int limit, CancellationToken cancellation) =>
        database.ReadAsync(session => ScheduleRunSql.ListWaitingAsync(session, limit), cancellation);

    /// <inheritdoc/>
    public Task<ScheduleRecord?> TryChangeAsync(ScheduleChange change, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            if (await ScheduleSql.LockAsync(session, change.Schedule, database.Dialect) is null)
            {
                return null;
            }

            foreach (var skip in change.Skipped)
            {
                await ScheduleRunSql.InsertAsync(session, change.Schedule.Id, FireWriting.Skipped(skip, time.GetUtcNow()));
            }

            await ScheduleSql.ChangeAsync(session, change, Milliseconds());
            await ScheduleRunSql.TrimAsync(session, change.Schedule.Id, _options.HistoryLimit);
            return await ScheduleSql.FindAsync(session, change.Schedule.Id);
        },
        cancellation);

    /// <inheritdoc/>
    public async Task<FireResult> SettleAsync(FireSettlement settlement, CancellationToken cancellation)
    {
        var steps = settlement.Steps;
        while (true)
        {
            var (result, refused) = await WriteAsync(writing => writing.SettleAsync(settlement with { Steps = steps }), cancellation);
            if (refused is null)
            {
                return result;
            }

            // The refusal undid the transaction: once more, with its record in the place of the run.
            steps = [.. steps.Select(step => step is FireStep.Run run && run.FireAt == refused.First ? refused : step)];
        }
    }

    /// <inheritdoc/>
    public async Task<FireResult> StartWaitingAsync(WaitingFire waiting, FireStep wanted, CancellationToken cancellation)
    {
        while (true)
        {
            var (result, refused) = await WriteAsync(writing => writing.StartWaitingAsync(waiting, wanted), cancellation);
            if (refused is null)
            {
                return result;
            }

            wanted = refused;
        }
    }

    /// <inheritdoc/>
    public Task<JobSubmission?> TriggerAsync(string id, NewJob job, CancellationToken cancellation) =>
        WriteAsync(writing => writing.TriggerAsync(id, job), cancellation);

    private async Task<T> WriteAsync<T>(Func<FireWriting, Task<T>> write, CancellationToken cancellation) =>
        (await JobFollowUp.WriteAsync(_store, work => write(new FireWriting(work, _options)), cancellation)).Result;

    private long Milliseconds() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
