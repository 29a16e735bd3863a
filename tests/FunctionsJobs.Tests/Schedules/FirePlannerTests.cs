using FunctionsJobs.Schedules;
using FunctionsJobs.Tests.Schedules.Harness;

namespace FunctionsJobs.Tests.Schedules;

public class FirePlannerTests
{
    private static readonly TimeSpan MisfireAfter = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(MisfirePolicy.Skip)]
    [InlineData(MisfirePolicy.Once)]
    [InlineData(MisfirePolicy.All)]
    public void Plan_WhenServedInTime_RunsUnderEveryPolicy(MisfirePolicy policy)
    {
        var plan = Plan(policy, Noon, Noon + MisfireAfter);

        Assert.Equal([new FireDecision.Run(Noon)], plan.Decisions);
        Assert.Equal(Noon.AddHours(1), plan.Next?.FireAt);
        Assert.False(plan.IsPartial);
    }

    [Fact]
    public void Plan_WhenMissed_SkipsThemAll()
    {
        var plan = Plan(MisfirePolicy.Skip, Noon, Noon.AddHours(3.5));

        Assert.Equal([new FireDecision.Skip(Noon, Noon.AddHours(3), 4, "missed")], plan.Decisions);
        Assert.Equal(Noon.AddHours(4), plan.Next?.FireAt);
    }

    [Fact]
    public void Plan_WhenMissed_RunsTheLatestForAll()
    {
        var plan = Plan(MisfirePolicy.Once, Noon, Noon.AddHours(3.5));

        Assert.Equal([new FireDecision.Skip(Noon, Noon.AddHours(2), 3, "missed"), new FireDecision.Run(Noon.AddHours(3))], plan.Decisions);
    }

    [Fact]
    public void Plan_WhenMissed_RunsTheNewestUpToTheLimit()
    {
        var plan = Plan(MisfirePolicy.All, Noon, Noon.AddHours(3.5), limit: 3);

        Assert.Equal(
            [
                new FireDecision.Skip(Noon, Noon, 1, "missed"), new FireDecision.Run(Noon.AddHours(1)), new FireDecision.Run(Noon.AddHours(2)),
                new FireDecision.Run(Noon.AddHours(3)),
            ],
            plan.Decisions);
    }

    [Fact]
    public void Plan_WhenSomeAreMissedAndOneIsNot_RunsThatOneBesides()
    {
        var plan = Plan(MisfirePolicy.Skip, Noon, Noon.AddHours(2).AddSeconds(5));

        Assert.Equal([new FireDecision.Skip(Noon, Noon.AddHours(1), 2, "missed"), new FireDecision.Run(Noon.AddHours(2))], plan.Decisions);
    }

    [Fact]
    public void Plan_WithJitter_CountsFromWhenItWasDue()
    {
        var definition = SampleSchedules.Definition with { Jitter = TimeSpan.FromMinutes(50), Misfire = MisfirePolicy.Skip };
        var timing = ScheduleTiming.Of("a", definition);
        var first = timing.Next(Noon.AddSeconds(-1))!.Value;
        Assert.True(first.DueAt > first.FireAt + MisfireAfter);

        Assert.Empty(FirePlanner.Plan(first, timing, definition, first.DueAt.AddMilliseconds(-1), MisfireAfter).Decisions);
        Assert.Equal([new FireDecision.Run(Noon)], FirePlanner.Plan(first, timing, definition, first.DueAt, MisfireAfter).Decisions);
    }

    [Theory]
    [InlineData(MisfirePolicy.Skip, 0)]
    [InlineData(MisfirePolicy.Once, 1)]
    [InlineData(MisfirePolicy.All, 3)]
    public void Plan_InSeveralGoes_DecidesAsInOne(MisfirePolicy policy, int runs)
    {
        var now = Noon.AddHours(100.5);
        var next = ScheduleTiming.Of("a", SampleSchedules.Definition).Next(Noon.AddSeconds(-1));
        var fires = new List<DateTimeOffset>();
        var skipped = 0L;
        FirePlan plan;
        do
        {
            plan = Plan(policy, next!.Value.FireAt, now, limit: 3, maxFires: 7);
            fires.AddRange(plan.Decisions.OfType<FireDecision.Run>().Select(run => run.FireAt));
            skipped += plan.Decisions.OfType<FireDecision.Skip>().Sum(skip => skip.Count);
            next = plan.Next;
        }
        while (plan.IsPartial);

        Assert.Equal(Enumerable.Range(101 - runs, runs).Select(hour => Noon.AddHours(hour)), fires);
        Assert.Equal(101 - runs, skipped);
        Assert.Equal(Noon.AddHours(101), next?.FireAt);
    }

    [Fact]
    public void PassOver_EndsAtTheFirstThatIsNotPassed()
    {
        var timing = ScheduleTiming.Of("a", SampleSchedules.Definition);
        var plan = FirePlanner.PassOver(timing.Next(Noon.AddSeconds(-1)), timing, fire => fire.FireAt <= Noon.AddHours(2), "paused");

        Assert.Equal([new FireDecision.Skip(Noon, Noon.AddHours(2), 3, "paused")], plan.Decisions);
        Assert.Equal(Noon.AddHours(3), plan.Next?.FireAt);
    }

    private static FirePlan Plan(MisfirePolicy policy, DateTimeOffset first, DateTimeOffset now, int limit = 10, int maxFires = FirePlanner.MaxFires)
    {
        var definition = SampleSchedules.Definition with { Misfire = policy, MisfireLimit = limit };
        return FirePlanner.Plan(new ScheduledFire(first, first), ScheduleTiming.Of("a", definition), definition, now, MisfireAfter, maxFires);
    }
}
