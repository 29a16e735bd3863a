using FunctionsJobs.JobStore.Sqlite;
using FunctionsJobs.Schedules;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Schedules.Harness;

namespace FunctionsJobs.Tests.Schedules.Checker;

/// <summary>
/// Random schedules over a year of every zone's clock changes, served by two processes that race, are stopped for hours or days, are killed at any
/// point of any transaction, and whose clock is set forward and back by an hour. Every fire time must have exactly one run or one recorded reason.
/// </summary>
public sealed class ScheduleCheckerTests : IAsyncLifetime
{
    private const int ScheduleCount = 6;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private static readonly TimeSpan MisfireAfter = TimeSpan.FromMinutes(1);

    // Durability against power cuts is not what is tested here: memory, where there is such a folder, saves waiting for the disk.
    private readonly string _folder = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"checker-{Guid.CreateVersion7():N}");

    private readonly ManualTime _time = new();
    private readonly List<(DateTimeOffset At, bool IsWhole, IReadOnlySet<string> Paused)> _ticks = [];
    private readonly HashSet<string> _paused = [];
    private readonly HashSet<string> _mayOverlap = [];
    private IReadOnlyList<DateTimeOffset> _changeDays = [];
    private SqliteJobDatabase _database = null!;
    private TickerProcess[] _processes = [];

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        _database = new SqliteJobDatabase(Path.Combine(_folder, "jobs.db"), TimeSpan.FromSeconds(30));
        (string, string)[] settings = [("Schedules:HistoryLimit", "10000"), ("Schedules:MaxWaiting", "4")];
        _processes = [new TickerProcess(_database, _time, _folder, settings), new TickerProcess(_database, _time, _folder, settings)];
        await _processes[0].Jobs.OpenAsync(None);
    }

    public async Task DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task EveryFireTime_HasExactlyOneRunOrOneReason(int seed)
    {
        var random = new Random(seed);
        var start = _time.Now;
        _changeDays = CheckedSchedule.ChangeDays(start);
        var schedules = Enumerable.Range(0, ScheduleCount).Select(i => new CheckedSchedule($"s{i}", random)).ToList();
        foreach (var schedule in schedules)
        {
            await _processes[0].Schedules.CreateAsync(SampleSchedules.New(schedule.Id, schedule.Definition, start), ScheduleCount, None);
            if (schedule.Definition.Overlap == OverlapPolicy.Allow)
            {
                _mayOverlap.Add(schedule.Id);
            }
        }

        while (_time.Now < start + Year)
        {
            await StepAsync(random);
        }

        await DrainAsync(schedules);
        foreach (var schedule in schedules)
        {
            await CheckAsync(schedule, start);
        }
    }

    private async Task StepAsync(Random random)
    {
        await MoveClockAsync(random);
        var anyone = $"s{random.Next(ScheduleCount)}";
        switch (random.Next(40))
        {
            case 0:
                await _processes[0].Editor.PauseAsync(anyone, None);
                _paused.Add(anyone);
                break;
            case 1 or 2:
                await _processes[0].Editor.ResumeAsync(anyone, None);
                _paused.Remove(anyone);
                break;
        }

        var running = random.Next(3) == 0 ? _processes : [_processes[random.Next(2)]];
        foreach (var process in running.Where(_ => random.Next(5) == 0))
        {
            process.Database.CrashAfter(random.Next(6), (CrashPoint)random.Next(3));
        }

        var whole = await Task.WhenAll(running.Select(process => Task.Run(process.TickAsync)));
        _ticks.Add((_time.Now, whole.Contains(true), _paused.ToHashSet()));
        foreach (var process in running)
        {
            process.Database.Restart();
        }

        if (random.Next(3) > 0)
        {
            await EndJobsAsync(random);
        }
    }

    /// <summary>
    /// Mostly to when something is due, and as late as a timer may be; at times much later, as after a stop; at times an hour off. Stops of weeks end
    /// before the next day on which a clock changes.
    /// </summary>
    private async Task MoveClockAsync(Random random)
    {
        var due = await _database.ReadAsync(
            async session => (await session.ListAsync<long?>("SELECT MIN(next_due_at) FROM schedules WHERE state = 'active'", new { })).Single(), None);
        var wait = due is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) - _time.Now : TimeSpan.FromHours(6);
        var late = TimeSpan.FromMilliseconds(random.Next(0, 5_000));
        _time.Advance(random.Next(20) switch
        {
            0 or 1 => StopOfWeeks(random),
            2 => TimeSpan.FromMinutes(random.Next(1, 600)),
            3 => TimeSpan.FromHours(1) + late,
            4 => -TimeSpan.FromHours(1),
            _ => (wait > TimeSpan.Zero ? wait : TimeSpan.Zero) + late,
        });
    }

    private TimeSpan StopOfWeeks(Random random)
    {
        var stop = TimeSpan.FromHours(random.Next(1, 20 * 24));
        var change = _changeDays.FirstOrDefault(day => day > _time.Now);
        return change > _time.Now && _time.Now + stop > change ? change - _time.Now : stop;
    }

    private async Task EndJobsAsync(Random? random)
    {
        var underWay = await _database.ReadAsync(session => session.ListAsync<string>("SELECT id FROM jobs WHERE state = 'running' ORDER BY id", new { }), None);
        var ending = underWay.Where(_ => random is null || random.Next(4) > 0).ToList();
        await Task.WhenAll(ending.Select(id => _processes[0].Jobs.SucceedAsync(id, "1", None)));
        var overlapping = underWay.GroupBy(id => id.Split(':')[1]).Where(runs => runs.Count() > 1 && !_mayOverlap.Contains(runs.Key)).Select(runs => runs.Key);
        Assert.Empty(overlapping);
    }

    /// <summary>Lets every run that waits have its turn.</summary>
    private async Task DrainAsync(IEnumerable<CheckedSchedule> schedules)
    {
        foreach (var schedule in schedules)
        {
            await _processes[0].Editor.ResumeAsync(schedule.Id, None);
            _paused.Remove(schedule.Id);
        }

        do
        {
            await EndJobsAsync(null);
            Assert.True(await _processes[0].TickAsync());
            _ticks.Add((_time.Now, true, _paused));
        }
        while (await _database.ReadAsync(session => session.ReadValueAsync<long>("SELECT COUNT(*) FROM schedule_runs WHERE outcome = 'waiting'", new { }), None) > 0);
    }

    private async Task CheckAsync(CheckedSchedule schedule, DateTimeOffset start)
    {
        var stored = (await _processes[0].Schedules.FindAsync(schedule.Id, None))!;
        var runs = await _processes[0].Schedules.ListRunsAsync(schedule.Id, 20_000, None);
        var expected = schedule.FireTimes(start, stored.LastFireAt!.Value);
        var explained = new List<DateTimeOffset>();
        foreach (var run in runs)
        {
            var fires = expected.Where(fire => fire >= run.FireAt && fire <= run.LastFireAt).ToList();
            Assert.True(fires.Count == run.Count, $"{schedule}: {run} speaks of {run.Count} fire times, and there are {fires.Count}");
            explained.AddRange(fires);
            CheckReason(schedule, run, fires);
        }

        Assert.True(expected.SequenceEqual(explained.Order()), $"{schedule}: {string.Join(", ", expected.Except(explained).Concat(explained.Except(expected)))}");
        Assert.True(stored.Next!.Value.FireAt > stored.LastFireAt && expected.Count > 40, $"{schedule}: {expected.Count} fire times");

        var jobs = await _database.ReadAsync(
            session => session.ListAsync<string>("SELECT id FROM jobs WHERE id LIKE @pattern ORDER BY id", new { pattern = $"sched:{schedule.Id}:%" }), None);
        var started = runs.Where(run => run.Outcome == ScheduleRunOutcome.Started).ToList();
        Assert.Equal(started.Select(run => ScheduleRunId.Of(schedule.Id, run.FireAt)).Order(StringComparer.Ordinal), jobs);
        Assert.All(started, run => Assert.Equal(ScheduleRunId.Of(schedule.Id, run.FireAt), run.JobId));
        Assert.NotEmpty(started);
    }

    private void CheckReason(CheckedSchedule schedule, ScheduleRun run, List<DateTimeOffset> fires)
    {
        var definition = schedule.Definition;
        Assert.Equal(run.Outcome == ScheduleRunOutcome.Skipped, run.Reason is not null);
        foreach (var fire in fires)
        {
            var due = fire + FireJitter.Of(schedule.Id, fire, definition.Jitter);
            var punctual = _ticks.Where(tick => tick.At >= due && tick.At <= due + MisfireAfter && !tick.Paused.Contains(schedule.Id)).ToList();
            var isRight = run.Reason switch
            {
                null => definition.Misfire != MisfirePolicy.Skip || punctual.Count > 0,
                "missed" => !punctual.Exists(tick => tick.IsWhole),
                "overlap" => definition.Overlap == OverlapPolicy.Skip,
                "queue-full" => definition.Overlap == OverlapPolicy.Queue,
                "paused" => true,
                _ => false,
            };
            Assert.True(isRight, $"{schedule}: {run} cannot be right about {fire}");
        }
    }
}
