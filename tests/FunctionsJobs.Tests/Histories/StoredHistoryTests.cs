using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Jobs;
using FunctionsJobs.Jobs.AnalyticsAggregation;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Architecture;
using FunctionsJobs.Tests.Lifecycle.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Tests.Histories;

public class StoredHistoryTests
{
    private readonly AppFunctions _functions = new(new ServiceCollection().BuildServiceProvider());

    public static TheoryData<string> Files() => new(StoredHistory.Names);

    [Theory]
    [MemberData(nameof(Files))]
    public void Replay_UnderTheCodeOfToday_EndsAsRecorded(string name)
    {
        var history = StoredHistory.Load(name);

        var result = history.Replay(_functions);

        Assert.Equal(history.Failure, result.Failure?.ErrorMessage);
        Assert.Equal((history.Status, history.Output), (result.Status, result.Output));
    }

    [Fact]
    public void EveryOrchestrator_HasAStoredHistory()
    {
        var orchestrators = typeof(JobModules).Assembly.GetTypes().Where(OrchestratorRules.IsOrchestrator).Select(type => type.Name);

        Assert.Empty(orchestrators.Except(StoredHistory.Names.Select(name => StoredHistory.Load(name).Orchestrator)));
    }

    // The test of the test: a change that a replay does not survive has to be seen.
    [Theory]
    [MemberData(nameof(Files))]
    public void Replay_UnderReorderedCode_Fails(string name)
    {
        _functions.Orchestrator<JobRun<AnalyticsAggregationPlanContract>, string>(nameof(AnalyticsAggregationOrchestrator), async (context, run) =>
        {
            await context.CallActivityAsync<RolledUpContract>(nameof(RollUpBucketsActivity), run.JobId);
            await context.CallActivityAsync<RolledUpContract>(nameof(RollUpHoursActivity), run.JobId);
            return "";
        });

        var result = StoredHistory.Load(name).Replay(_functions);

        Assert.Equal(InstanceStatus.Failed, result.Status);
        Assert.Contains(nameof(RollUpHoursActivity), result.Failure!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(nameof(RollUpBucketsActivity), result.Failure.ErrorMessage, StringComparison.Ordinal);
    }
}
