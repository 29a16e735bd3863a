using System.Text.RegularExpressions;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Sample;
using FunctionsJobs.EndToEnd.App;

namespace FunctionsJobs.EndToEnd.Aggregation;

/// <summary>SIGKILL at random moments of an aggregation over 30 days: the job completes by itself after a restart.</summary>
public sealed partial class KillTests
{
    private const int Kills = 24;
    private const ulong Seed = 20251122;

    private static readonly DateOnly From = new(2025, 4, 1);
    private static readonly DateOnly To = new(2025, 5, 1);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly Dictionary<string, string> Ledger = new()
    {
        // Every start of an activity is a line of output: the effect ledger of this test.
        ["AzureFunctionsJobHost__logging__logLevel__FunctionsJobs.Embedded.Durable"] = "Debug",
    };

    [Fact]
    public async Task Aggregation_WhenTheProcessIsKilledAtRandomMoments_CompletesOnceAndRight()
    {
        using var data = new DataFolder();
        var random = new SplitMix64(Seed);
        var committed = new HashSet<(string InstanceId, int TaskId)>();
        var interrupted = 0;

        for (var kill = 0; kill < Kills; kill++)
        {
            var publisher = $"pub-kill-{kill}";
            var events = Events(publisher, kill);
            string jobId;
            await using (var app = await RunningApp.StartAsync(data, Ledger))
            {
                await app.SendEventsAsync(events);
                jobId = (await app.SubmitAggregationAsync(publisher, From, To, jobId: $"kill-{kill}")).GetProperty("jobId").GetString()!;
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(250)), TimeProvider.System);
                await app.KillAsync();
                AssertNothingCommittedStartedAgain(app, committed);
            }

            var before = TaskHubFile.CompletedActivities(data);
            committed.UnionWith(before);
            interrupted += TaskHubFile.HasEnded(data, jobId) ? 0 : 1;

            await using (var app = await RunningApp.StartAsync(data, Ledger))
            {
                var job = await app.WaitForJobAsync(jobId, Limit);
                Assert.Equal("completed", job.GetProperty("state").GetString());
                await app.AssertRollupsAsync(publisher, From, To, ExpectedRollups.Of(events, publisher));
                await app.KillAsync();
                AssertNothingCommittedStartedAgain(app, committed);
            }

            committed.UnionWith(TaskHubFile.CompletedActivities(data));
        }

        Assert.True(interrupted >= Kills / 3, $"only {interrupted} of {Kills} kills came before the end of a job: the delays no longer fit");
    }

    private static void AssertNothingCommittedStartedAgain(RunningApp app, HashSet<(string InstanceId, int TaskId)> committed)
    {
        var started = app.Output.Select(line => ActivityStarted().Match(line)).Where(m => m.Success)
            .Select(m => (m.Groups["instance"].Value, int.Parse(m.Groups["task"].Value))).ToList();
        Assert.Equal(started.Count, started.Distinct().Count());
        Assert.DoesNotContain(started, committed.Contains);
    }

    private static List<AnalyticsEvent> Events(string publisher, int seed) =>
        [.. SampleEvents.Generate(new SamplePlan
        {
            EndDay = To,
            Events = 3_000,
            Seed = (ulong)seed,
            Publishers = [new SamplePublisher(publisher, Share: 1, ImpressionsPerThousand: 430, ClicksPerThousand: 20, WeekendPercent: 100, UtcPeakHour: 12)],
        })];

    [GeneratedRegex(@"(?<instance>kill-\d+): activity '\w+' \(task (?<task>\d+)\) started")]
    private static partial Regex ActivityStarted();
}
