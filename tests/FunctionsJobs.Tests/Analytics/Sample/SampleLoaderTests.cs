using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Sample;
using FunctionsJobs.Tests.Analytics.Store;

namespace FunctionsJobs.Tests.Analytics.Sample;

public sealed class SampleLoaderTests
{
    [Fact]
    public async Task Load_WhenRolledUp_EqualsTheIndependentComputation()
    {
        await using var fixture = await SqliteStoreFixture.OpenAsync();
        var plan = new SamplePlan { EndDay = new DateOnly(2026, 1, 31) };
        var expected = ExpectedRollups.Of(SampleEvents.Generate(plan));
        var progress = new LastValue();

        var loaded = await SampleLoader.LoadAsync(fixture.Store, plan, progress, CancellationToken.None);
        Assert.Equal(new IngestResult(200_000, 0), loaded);
        Assert.Equal(200_000, progress.Value);

        foreach (var publisherId in await fixture.Store.ListPublishersAsync(null, 10, CancellationToken.None))
        {
            await Task.WhenAll(plan.Range.Days().Select(day =>
                Task.Run(() => fixture.Store.RollUpHoursAsync(publisherId, day, CancellationToken.None))));
            foreach (var granularity in (Granularity[])[Granularity.Day, Granularity.Week, Granularity.Month])
            {
                var write = await fixture.Store.RollUpAsync(publisherId, granularity, plan.Range, CancellationToken.None);
                Assert.Equal(expected.Totals(publisherId), write.Totals);
                Assert.Equal(
                    expected.Buckets(publisherId, granularity),
                    await fixture.Store.ReadRollupsAsync(publisherId, granularity, plan.Range, CancellationToken.None));
            }

            Assert.Equal(
                expected.Buckets(publisherId, Granularity.Hour),
                await fixture.Store.ReadRollupsAsync(publisherId, Granularity.Hour, plan.Range, CancellationToken.None));
        }
    }

    [Fact]
    public async Task Load_WhenLoadedAgain_ChangesNothing()
    {
        await using var fixture = await SqliteStoreFixture.OpenAsync();
        var plan = new SamplePlan { EndDay = new DateOnly(2026, 1, 31), Events = 12_000 };
        await SampleLoader.LoadAsync(fixture.Store, plan, null, CancellationToken.None);
        Assert.Equal(new IngestResult(0, 12_000), await SampleLoader.LoadAsync(fixture.Store, plan, null, CancellationToken.None));
    }

    private sealed class LastValue : IProgress<int>
    {
        public int Value { get; private set; }

        public void Report(int value) => Value = value;
    }
}
