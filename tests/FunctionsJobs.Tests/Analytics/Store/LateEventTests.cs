using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Sql;
using static FunctionsJobs.Tests.Analytics.AnalyticsEvents;

namespace FunctionsJobs.Tests.Analytics.Store;

/// <summary>What happens when events change exactly between a roll-up's reading and its writing.</summary>
public abstract class LateEventTests : AnalyticsStoreContract
{
    private static readonly DateOnly Day = new(2026, 1, 31);

    [Fact]
    public async Task RollUpHours_WhenAnEventArrivesAfterTheReading_CountsIt()
    {
        var hours = await RollUpAroundAsync(store => store.AddEventsAsync(new[] { Click("late", "2026-01-31T11:00:00Z", 2) }, CancellationToken.None));
        Assert.Equal([1, 2], hours.Select(hour => hour.Counts.RevenueMicros));
    }

    [Fact]
    public async Task RollUpHours_WhenAnEventIsDeletedAfterTheReading_DoesNotCountIt() =>
        Assert.Empty(await RollUpAroundAsync(store => store.DeleteEventsAsync(Publisher, UtcRange.OfDay(Day), 10, CancellationToken.None)));

    [Fact]
    public async Task RollUpHours_WhenAnotherRunWasFasterAndSawMore_DoesNotUndoIt()
    {
        var hours = await RollUpAroundAsync(async store =>
        {
            await store.AddEventsAsync(new[] { Click("late", "2026-01-31T10:00:00Z", 2) }, CancellationToken.None);
            await store.RollUpHoursAsync(Publisher, Day, CancellationToken.None);
        });
        Assert.Equal([3], hours.Select(hour => hour.Counts.RevenueMicros));
    }

    private async Task<IReadOnlyList<RollupBucket>> RollUpAroundAsync(Func<IAnalyticsStore, Task> meanwhile)
    {
        await Store.AddEventsAsync(new[] { Click("early", "2026-01-31T10:00:00Z", 1) }, CancellationToken.None);
        var interposed = new InterposedDatabase(Fixture.OpenDatabase(), () => meanwhile(Store));
        await new SqlAnalyticsStore(interposed, TimeProvider.System).RollUpHoursAsync(Publisher, Day, CancellationToken.None);
        Assert.True(interposed.WasRun);
        Assert.Empty(await Store.ListStaleDaysAsync(Publisher, UtcRange.OfDay(Day), CancellationToken.None));
        return await Store.ReadRollupsAsync(Publisher, Granularity.Hour, UtcRange.OfDay(Day), CancellationToken.None);
    }

    /// <summary>Does something once, before the first write begins.</summary>
    private sealed class InterposedDatabase(IAnalyticsDatabase inner, Func<Task> beforeFirstWrite) : IAnalyticsDatabase
    {
        public bool WasRun { get; private set; }

        public AnalyticsDialect Dialect => inner.Dialect;

        public Task MigrateAsync(Func<AnalyticsSession, Task> work, CancellationToken cancellation) => inner.MigrateAsync(work, cancellation);

        public Task<T> ReadAsync<T>(Func<AnalyticsSession, Task<T>> work, CancellationToken cancellation) => inner.ReadAsync(work, cancellation);

        public Task<IngestResult> InsertEventsAsync(ReadOnlyMemory<AnalyticsEvent> batch, CancellationToken cancellation) =>
            inner.InsertEventsAsync(batch, cancellation);

        public async Task<T> WriteAsync<T>(string publisherId, Func<AnalyticsSession, Task<T>> work, CancellationToken cancellation)
        {
            if (!WasRun)
            {
                WasRun = true;
                await beforeFirstWrite();
            }

            return await inner.WriteAsync(publisherId, work, cancellation);
        }
    }
}
