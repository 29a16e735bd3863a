using FunctionsJobs.JobStore.Sqlite;
using FunctionsJobs.Schedules;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Schedules.Checker;
using FunctionsJobs.Tests.Schedules.Harness;

namespace FunctionsJobs.Tests.Schedules;

/// <summary>What users do to schedules, and what the ticker then makes of them; the clock stands at noon at first.</summary>
public sealed class ScheduleEditorTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string _folder = Directory.CreateTempSubdirectory("editor-").FullName;
    private readonly ManualTime _time = new();
    private SqliteJobDatabase _database = null!;
    private TickerProcess _process = null!;

    public async Task InitializeAsync()
    {
        _database = new SqliteJobDatabase(Path.Combine(_folder, "jobs.db"), TimeSpan.FromSeconds(30));
        _process = new TickerProcess(_database, _time, _folder);
        await _process.Jobs.OpenAsync(None);
    }

    public async Task DisposeAsync()
    {
        await _process.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Tick_RunsTheJobWithTheDatesOfItsFireTimeInItsZone()
    {
        // 22:30 UTC on the 31st is the first of February in Berlin.
        var id = await CreateAsync(SampleSchedules.Definition with { Cron = "30 23 * * *", TimeZone = "Europe/Berlin" });
        await TickAtAsync(TimeSpan.FromHours(10.5));
        await TickAtAsync(TimeSpan.FromDays(1));

        var job = await _process.Jobs.FindAsync($"sched:{id}:20260131T223000Z", None);

        Assert.NotNull(job);
        Assert.Equal("""{"endDate":"2026-01-31","granularity":"day","publisherId":"pub-1","startDate":"2026-01-30"}""", job.Arguments);
        Assert.Equal(("pub-1", "aggregate", 50), (job.Tenant, job.Type, job.Priority));
        Assert.NotNull(await _process.Jobs.FindAsync($"sched:{id}:20260201T223000Z", None));
    }

    [Fact]
    public async Task Tick_WhenTheJobTypeDoesNotTakeTheDataAnyMore_RecordsThat()
    {
        var id = await CreateAsync(SampleSchedules.Definition with { Data = """{"publisherId":"pub-1","startDate":"{{now}}","endDate":"2026-01-31T13:30:00Z","granularity":"hour"}""" });
        await TickAtAsync(TimeSpan.FromHours(1));
        await TickAtAsync(TimeSpan.FromHours(1));

        Assert.Equal("started , skipped invalid", await OutcomesAsync(id));
        Assert.StartsWith("$.data.endDate must be after startDate", (await _process.Schedules.ListRunsAsync(id, 1, None))[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tick_AfterAStopOfWeeks_MakesUpForNoMoreThanAsked()
    {
        var id = await CreateAsync(SampleSchedules.Definition with { Cron = "* * * * *", Misfire = MisfirePolicy.All, MisfireLimit = 5 });
        await TickAtAsync(TimeSpan.FromDays(40) + TimeSpan.FromSeconds(30));

        var runs = await _process.Schedules.ListRunsAsync(id, 100, None);

        Assert.Equal(6, runs.Count(run => run.Outcome == ScheduleRunOutcome.Started));
        Assert.Equal((40 * 24 * 60) - 6, runs.Where(run => run.Outcome == ScheduleRunOutcome.Skipped).Sum(run => run.Count));
    }

    [Fact]
    public async Task Tick_OneScheduleThatCannotBeServed_DoesNotKeepTheOthersFromIt()
    {
        var bad = await CreateAsync(SampleSchedules.Definition);
        var good = await CreateAsync(SampleSchedules.Definition);
        await _database.WriteAsync(session => session.ExecuteAsync("UPDATE schedules SET time_zone = 'Nope/Zone' WHERE id = @bad", new { bad }), None);

        await TickAtAsync(TimeSpan.FromHours(1));

        Assert.Equal("started ", await OutcomesAsync(good));
        Assert.Equal("", await OutcomesAsync(bad));
    }

    [Fact]
    public async Task Pause_AndResume_RecordTheFireTimesInBetween()
    {
        var id = await CreateAsync(SampleSchedules.Definition);
        await TickAtAsync(TimeSpan.FromHours(1));
        await _process.Editor.PauseAsync(id, None);
        await TickAtAsync(TimeSpan.FromHours(3.5));
        await _process.Editor.ResumeAsync(id, None);
        await TickAtAsync(TimeSpan.FromHours(0.5));

        Assert.Equal("started , skipped paused, started ", await OutcomesAsync(id));
        var skip = (await _process.Schedules.ListRunsAsync(id, 10, None))[1];
        Assert.Equal((14, 16, 3L), (skip.FireAt.Hour, skip.LastFireAt.Hour, skip.Count));
    }

    [Fact]
    public async Task Replace_WithOtherTimes_RecordsWhatIsOwedAndStartsAnew()
    {
        var id = await CreateAsync(SampleSchedules.Definition);
        _time.Advance(TimeSpan.FromHours(2.25));
        await _process.Editor.ReplaceAsync(id, SampleSchedules.Definition with { Cron = "30 * * * *" }, 1, None);
        await TickAtAsync(TimeSpan.FromHours(0.25));

        Assert.Equal("skipped replaced, started ", await OutcomesAsync(id));
        Assert.NotNull(await _process.Jobs.FindAsync($"sched:{id}:20260131T143000Z", None));
    }

    [Fact]
    public async Task Replace_WithTheSameTimes_OwesWhatItOwed()
    {
        var id = await CreateAsync(SampleSchedules.Definition);
        _time.Advance(TimeSpan.FromHours(1));
        await _process.Editor.ReplaceAsync(id, SampleSchedules.Definition with { Name = "other", Overlap = OverlapPolicy.Skip }, null, None);
        await TickAtAsync(TimeSpan.Zero);

        Assert.Equal("started ", await OutcomesAsync(id));
    }

    [Fact]
    public async Task Replace_AfterTheClockWasSetBack_DoesNotFireAgain()
    {
        var id = await CreateAsync(SampleSchedules.Definition);
        await TickAtAsync(TimeSpan.FromHours(1));
        _time.Advance(-TimeSpan.FromMinutes(30));
        var replaced = await _process.Editor.ReplaceAsync(id, SampleSchedules.Definition with { Cron = "0,30 * * * *" }, null, None);

        Assert.Equal(30, replaced!.Next!.Value.FireAt.Minute);
        Assert.Equal(13, replaced.Next.Value.FireAt.Hour);
    }

    [Fact]
    public async Task Replace_OnConditionOfAnotherVersion_Throws()
    {
        var id = await CreateAsync(SampleSchedules.Definition);

        await Assert.ThrowsAsync<ScheduleVersionException>(() => _process.Editor.ReplaceAsync(id, SampleSchedules.Definition, 2, None));
        Assert.Null(await _process.Editor.ReplaceAsync("none", SampleSchedules.Definition, 2, None));
        Assert.Null(await _process.Editor.PauseAsync("none", None));
        Assert.Null(await _process.Editor.ResumeAsync("none", None));
    }

    [Fact]
    public async Task Changes_OfManyAtOnce_AllTakeEffect()
    {
        var id = await CreateAsync(SampleSchedules.Definition);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() =>
            _process.Editor.ReplaceAsync(id, SampleSchedules.Definition with { Name = $"n{i}" }, null, None))));

        Assert.Equal(11, (await _process.Schedules.FindAsync(id, None))!.Version);
    }

    private async Task<string> CreateAsync(ScheduleDefinition definition) => (await _process.Editor.CreateAsync("pub-1", definition, 100, None))!.Id;

    private async Task TickAtAsync(TimeSpan later)
    {
        _time.Advance(later);
        Assert.True(await _process.TickAsync());
    }

    private async Task<string> OutcomesAsync(string id) => string.Join(
        ", ", (await _process.Schedules.ListRunsAsync(id, 100, None)).Reverse().Select(run => $"{run.Outcome.ToName()} {run.Reason}"));
}
