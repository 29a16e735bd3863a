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

        // The last whole week: 21 to 27 April.
        var week = ExpectedRollups.Of(events, plan.Publishers[0].Id).Days.Where(day => day.Key >= new DateOnly(2025, 4, 21) && day.Key <= new DateOnly(2025, 4, 27)).ToArray();
        var report = Path.Combine(data.Path, "sample-report.html");
        Assert.Contains(app.Output, line => line.Contains(report, StringComparison.Ordinal));
        var page = await File.ReadAllTextAsync(report);
        Assert.Contains($"<strong>{plan.Publishers[0].Id}</strong>", page, StringComparison.Ordinal);
        Assert.Equal(7, week.Length);
        Assert.Contains($"<td>{week.Sum(day => day.Value.Requests):N0}</td>", page, StringComparison.Ordinal);
        Assert.All(week, day => Assert.Contains($"<td>{day.Value.Requests:N0}</td>", page, StringComparison.Ordinal));
        var mail = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(data.Path, "mail"), "*.eml")));
        Assert.Contains($"weekly-report-{plan.Publishers[0].Id}-2025-04-21.html", mail, StringComparison.Ordinal);
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
