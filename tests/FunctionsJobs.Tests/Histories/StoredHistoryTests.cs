using System.Text.Json;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Jobs;
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

    [Theory]
    [MemberData(nameof(Files))]
    public void File_NamesNoSourceFileOfTheMachineItWasRecordedOn(string name) =>
        Assert.DoesNotContain(".cs:line", File.ReadAllText(StoredHistory.PathOf(name)), StringComparison.Ordinal);

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
        var history = StoredHistory.Load(name);
        _functions.Orchestrator<JsonElement, string>(history.Orchestrator, async (context, _) =>
        {
            await context.CallActivityAsync<string>("SomethingElse");
            return "";
        });

        var result = history.Replay(_functions);

        Assert.Equal(InstanceStatus.Failed, result.Status);
        Assert.Contains("SomethingElse", result.Failure!.ErrorMessage, StringComparison.Ordinal);
    }
}
