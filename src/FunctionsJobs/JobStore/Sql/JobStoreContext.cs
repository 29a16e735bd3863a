using FunctionsJobs.JobStore.Admission;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>What every part of the store in SQL works with.</summary>
/// <param name="Database">The tables.</param>
/// <param name="Queues">The default limits.</param>
/// <param name="Time">The clock.</param>
internal sealed record JobStoreContext(IJobDatabase Database, QueueCatalogue Queues, TimeProvider Time)
{
    public JobStoreDialect Dialect => Database.Dialect;

    /// <summary>Runs work in one transaction; what it changed in queues is written at its end.</summary>
    public Task<T> WriteAsync<T>(Func<JobWork, Task<T>> work, CancellationToken cancellation) =>
        Database.WriteAsync(
            async session =>
            {
                var unit = new JobWork(session, this);
                var result = await work(unit);
                if (!session.IsAbandoned)
                {
                    await unit.FlushAsync();
                }

                return result;
            },
            cancellation);
}
