using FunctionsJobs.Analytics;
using static FunctionsJobs.Tests.Analytics.AnalyticsEvents;

namespace FunctionsJobs.Tests.Analytics.Store;

public abstract class AnalyticsStoreConcurrencyTests : AnalyticsStoreContract
{
    private static readonly UtcRange Around = Range("2026-01-25T00:00:00Z", "2026-02-08T00:00:00Z");

    [Fact]
    public async Task RollUp_WhenManyRunOverOverlappingRangesWhileEventsArrive_EndsRight()
    {
        // Which of two events with one id comes first is open here, so repeats are of whole batches.
        var events = Random(41, 4000, "2026-02-01T00:00:00Z", days: 12, repeats: false);
        var another = await Fixture.OpenAnotherAsync();
        IAnalyticsStore[] stores = [Store, another];

        var senders = events.Chunk(50).SelectMany(batch => new[] { batch, batch }).Select((batch, i) => Task.Run(() => stores[i % 2].AddEventsAsync(batch, CancellationToken.None)));
        var aggregators = Enumerable.Range(0, 24).Select(i => Task.Run(async () =>
        {
            var range = new UtcRange(Around.From.AddDays(i % 7), Around.To.AddDays(-(i % 5)));
            var store = stores[i % 2];
            foreach (var day in range.Days())
            {
                await store.RollUpHoursAsync($"pub-{i % 3}", day, CancellationToken.None);
            }

            await store.RollUpAsync($"pub-{i % 3}", (Granularity)(1 + (i % 3)), range, CancellationToken.None);
        }));
        await Task.WhenAll(senders.Concat<Task>(aggregators));

        // One last run over the stale days alone, as the schedule would; it must find every change that was missed above.
        foreach (var publisherId in (string[])["pub-0", "pub-1", "pub-2"])
        {
            foreach (var day in await Store.ListStaleDaysAsync(publisherId, Around, CancellationToken.None))
            {
                await Store.RollUpHoursAsync(publisherId, day, CancellationToken.None);
            }

            foreach (var granularity in (Granularity[])[Granularity.Day, Granularity.Week, Granularity.Month])
            {
                await Store.RollUpAsync(publisherId, granularity, Around, CancellationToken.None);
            }
        }

        await AssertHoldsAsync(ExpectedRollups.Of(events), Around.Covering(Granularity.Month));
    }

    [Fact]
    public async Task RollUpHours_WhenAnEventArrivesBetweenReadingAndWriting_CountsItOrLeavesItStale()
    {
        var day = new DateOnly(2026, 2, 1);
        for (var round = 0; round < 40; round++)
        {
            var id = $"late-{round}";
            var adding = Task.Run(() => AddAsync(Click(id, "2026-02-01T10:00:00Z", 1)));
            var rolling = Task.Run(() => Store.RollUpHoursAsync(P, day, CancellationToken.None));
            await Task.WhenAll(adding, rolling);
            var hours = await ReadAsync(Granularity.Hour, UtcRange.OfDay(day));
            var counted = hours.Count == 0 ? 0 : hours[0].Counts.Clicks;
            var stale = await Store.ListStaleDaysAsync(P, UtcRange.OfDay(day), CancellationToken.None);
            Assert.True(counted == round + 1 || stale.Count == 1, $"round {round}: {counted} counted, nothing stale");
            await Store.RollUpHoursAsync(P, day, CancellationToken.None);
        }
    }

    [Fact]
    public async Task AddEvents_WhenTheSameBatchIsSentInParallel_AcceptsEachEventOnce()
    {
        var batch = Enumerable.Range(0, 500).Select(i => Click($"e{i}", "2026-02-01T10:00:00Z", 1)).ToArray();
        var another = await Fixture.OpenAnotherAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            Task.Run(() => (i % 2 == 0 ? Store : another).AddEventsAsync(batch, CancellationToken.None))));
        Assert.Equal(500, results.Sum(result => result.Accepted));
        Assert.Equal(7 * 500, results.Sum(result => result.Duplicates));
    }

    [Fact]
    public async Task Open_WhenSeveralProcessesStartAtOnce_AllSucceed()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Fixture.OpenAnotherAsync)));
        Assert.All(stores, store => Assert.NotNull(store));
    }
}
