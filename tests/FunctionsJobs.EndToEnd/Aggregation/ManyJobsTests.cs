using FunctionsJobs.Analytics.Sample;
using FunctionsJobs.EndToEnd.App;

namespace FunctionsJobs.EndToEnd.Aggregation;

public sealed class ManyJobsTests
{
    private static readonly DateOnly From = new(2025, 4, 1);
    private static readonly DateOnly To = new(2025, 5, 1);

    [Fact]
    public async Task Submit_WhenAHundredAggregationsComeAtOnce_AllComplete()
    {
        using var data = new DataFolder();
        await using var app = await RunningApp.StartAsync(data);
        var plan = new SamplePlan { EndDay = To, Events = 20_000 };
        var events = SampleEvents.Generate(plan).ToList();
        await app.SendEventsAsync(events);

        var submitted = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            app.SubmitAggregationAsync(plan.Publishers[i % 3].Id, From, To, granularity: i % 2 == 0 ? "month" : "week")));
        var ids = submitted.Select(job => job.GetProperty("jobId").GetString()!).ToList();
        Assert.Equal(100, ids.Distinct().Count());

        foreach (var id in ids)
        {
            var job = await app.WaitForJobAsync(id, TimeSpan.FromMinutes(3));
            Assert.Equal("completed", job.GetProperty("state").GetString());
            Assert.Equal(100, job.GetProperty("progress").GetProperty("percent").GetDouble());
        }

        foreach (var publisher in plan.Publishers)
        {
            await app.AssertRollupsAsync(publisher.Id, From, To, ExpectedRollups.Of(events, publisher.Id));
        }
    }
}
