using FunctionsJobs.Analytics.Sample;
using FunctionsJobs.EndToEnd.App;

namespace FunctionsJobs.EndToEnd.Aggregation;

/// <summary>The README's first command, from an empty folder.</summary>
public sealed class SampleRunTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Sample_WhenRunOnAnEmptyFolder_EndsWithTheTotalsOfItsEvents()
    {
        using var data = new DataFolder();
        var plan = new SamplePlan { EndDay = new DateOnly(2025, 5, 1) };
        var events = SampleEvents.Generate(plan).ToList();
        Assert.Equal(200_000, events.Count);

        await using var app = RunningApp.Launch(data, arguments: "--sample");
        await app.WaitForLineAsync(line => line.Contains("Serving at", StringComparison.Ordinal), Limit);
        await app.WaitUntilLiveAsync();

        foreach (var publisher in plan.Publishers)
        {
            var expected = ExpectedRollups.Of(events, publisher.Id);
            await app.AssertRollupsAsync(publisher.Id, plan.EndDay.AddDays(-plan.Days), plan.EndDay, expected);
            Assert.Contains(app.Output, line => line.Contains(publisher.Id, StringComparison.Ordinal)
                && line.Contains($"{expected.Total.Requests:N0}", StringComparison.Ordinal)
                && line.Contains($"{expected.Total.Clicks:N0}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Sample_WhenRunTwiceOnTheSameFolder_LoadsNothingTwice()
    {
        using var data = new DataFolder();
        var plan = new SamplePlan { EndDay = new DateOnly(2025, 5, 1) };
        for (var run = 0; run < 2; run++)
        {
            await using var app = RunningApp.Launch(data, arguments: "--sample");
            await app.WaitForLineAsync(line => line.Contains("Serving at", StringComparison.Ordinal), Limit);
        await app.WaitUntilLiveAsync();
            await app.AssertRollupsAsync(
                "pub-shop", plan.EndDay.AddDays(-plan.Days), plan.EndDay, ExpectedRollups.Of(SampleEvents.Generate(plan), "pub-shop"));
            Assert.Equal(0, await app.StopAsync(TimeSpan.FromSeconds(30)));
        }
    }
}
