using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Queues;

namespace FunctionsJobs.Tests.Queues;

public class JobEtaTests
{
    private static readonly DateTimeOffset Started = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 4, 10, 30)]
    [InlineData(3, 4, 30, 10)]
    [InlineData(4, 4, 40, 0)]
    public void Of_ARunningJob_ExtrapolatesItsSteps(int step, int total, int elapsed, int remaining)
    {
        var now = Started.AddSeconds(elapsed);

        Assert.Equal(now.AddSeconds(remaining), JobEta.Of(Job(JobState.Running, step, total), now));
    }

    [Theory]
    [InlineData(JobState.Running, 0, 4)]
    [InlineData(JobState.Retrying, 2, 4)]
    [InlineData(JobState.Completed, 4, 4)]
    public void Of_AJobThatIsNotRunningOrHasDoneNothing_IsUnknown(JobState state, int step, int total)
    {
        Assert.Null(JobEta.Of(Job(state, step, total), Started.AddSeconds(10)));
    }

    [Fact]
    public void Of_AJobThatWaitsForItsChildren_ExtrapolatesThoseThatHaveEnded() =>
        Assert.Equal(Started.AddSeconds(40), JobEta.Of(Job(JobState.Blocked, 1, 4), Started.AddSeconds(10)));

    [Fact]
    public void Of_AJobThatStartedInTheFutureOfThisClock_IsUnknown()
    {
        Assert.Null(JobEta.Of(Job(JobState.Running, 1, 4), Started.AddSeconds(-1)));
    }

    private static JobRecord Job(JobState state, int step, int total) => new()
    {
        Id = "job",
        Queue = "q",
        Type = "t",
        Name = "t",
        Tenant = null,
        Arguments = "{}",
        State = state,
        Priority = 50,
        Policy = JobPolicy.Default,
        AttemptsMade = 1,
        Progress = new JobProgress(step, total, null),
        CreatedAt = Started,
        StartedAt = Started,
        FinishedAt = null,
        NextAttemptAt = null,
        Result = null,
        Error = null,
    };
}
