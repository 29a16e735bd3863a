using System.Collections.Concurrent;
using System.Text.Json;
using FunctionsJobs.Children;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.Jobs;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Tests.Lifecycle.Harness;

/// <summary>The program with two job types of a queue of the test's own: <c>parent</c>, whose children are <c>child</c>.</summary>
internal sealed class FamilyHub : IAsyncDisposable
{
    public const string Queue = "family";

    public static readonly JobActor Ada = new("ada", null);

    private FamilyHub(JobHub hub) => Hub = hub;

    public JobHub Hub { get; }

    /// <summary>What a child does, by its number.</summary>
    public Func<int, Task<string>> Child { get; set; } = number => Task.FromResult($"child {number}");

    /// <summary>Called when all <see cref="Count"/> children were submitted, before the activity ends.</summary>
    public Func<Task> Submitted { get; set; } = () => Task.CompletedTask;

    /// <summary>Called before the result is made.</summary>
    public Func<Task> Collecting { get; set; } = () => Task.CompletedTask;

    public int Count { get; set; } = 3;

    /// <summary>Numbers of the children that ran, each time they did.</summary>
    public ConcurrentQueue<int> Ran { get; } = new();

    public static async Task<FamilyHub> StartAsync()
    {
        var hub = await JobHub.StartAsync(services => services
            .AddSingleton<IJobStarter>(new FamilyStarter("parent", "Parent"))
            .AddSingleton<IJobStarter>(new FamilyStarter("child", "Child")));
        var family = new FamilyHub(hub);
        hub.Functions.Orchestrator<JobRun<FamilyPlan>, TestResult>("Parent", (context, run) => JobLifecycle.RunAsync(
            context,
            run,
            TestJson.Result,
            submitChildren: attempt => attempt.CallActivityAsync<int>("SubmitChildren", run.JobId),
            collect: attempt => attempt.CallActivityAsync<TestResult>("CollectChildren", run.JobId)));
        hub.Functions.Orchestrator<JobRun<FamilyPlan>, TestResult>("Child", (context, run) => JobLifecycle.RunAsync(
            context, run, TestJson.Result, async attempt => new TestResult([await attempt.CallActivityAsync<string>("RunChild", run.Plan.Number)])));
        hub.Functions.Activity<string, int>("SubmitChildren", family.SubmitAsync);
        hub.Functions.Activity<string, TestResult>("CollectChildren", family.CollectAsync);
        hub.Functions.Activity("RunChild", async (int number) =>
        {
            family.Ran.Enqueue(number);
            return await family.Child(number);
        });
        return family;
    }

    public static string ChildId(string parent, int number) => JobId.OfChild(parent, number);

    public Task<JobRecord> SubmitParentAsync(string id, JobPolicy? policy = null, int priority = 50) =>
        Hub.SubmitAsync(JobHub.NewJob(id, policy ?? JobPolicy.Default with { Timeout = null }, """{"number":0}""") with
        {
            Queue = Queue, Type = "parent", Name = "parent", Priority = priority,
        });

    public Task<JobTransition> CancelAsync(string id) => Hub.Get<JobControl>().CancelAsync(Hub.Client, id, Ada, CancellationToken.None);

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    private async Task<int> SubmitAsync(string parentId)
    {
        using var execution = await BeginAsync(parentId);
        foreach (var numbers in Enumerable.Range(0, Count).Chunk(ChildJobs.BatchSize))
        {
            await Hub.Get<ChildJobs>().SubmitAsync(
                Hub.Client, execution, Queue, "child", Count,
                [.. numbers.Select(number => new ChildJob(number, JsonElement.Parse($$"""{"number":{{number}}}""")))]);
        }

        await Submitted();
        return Count;
    }

    private async Task<TestResult> CollectAsync(string parentId)
    {
        using var execution = await BeginAsync(parentId);
        await Collecting();
        var children = new List<string>();
        await foreach (var child in Hub.Get<ChildJobs>().ReadAsync(parentId, CancellationToken.None))
        {
            children.Add($"{child.Id[^1..]} {child.State.ToName()} {child.Error?.Code}".TrimEnd());
        }

        return new TestResult(children);
    }

    private async Task<JobExecution> BeginAsync(string jobId)
    {
        var execution = new JobExecution();
        await execution.BeginAsync(jobId, Hub.Jobs, Hub.Monitor, CancellationToken.None);
        return execution;
    }
}

/// <summary>The data of both job types, and their plan.</summary>
internal sealed record FamilyPlan(int Number);

/// <summary>A job type of <see cref="FamilyHub"/>. Refuses the number 13.</summary>
internal sealed class FamilyStarter(string type, string orchestrator) : JobStarter<FamilyPlan, FamilyPlan>
{
    public override string Queue => FamilyHub.Queue;

    public override string Type => type;

    public override bool IsQueueDefault => type == "parent";

    public override string OrchestratorName => orchestrator;

    public override int DefaultPriority => 50;

    public override JobPolicy DefaultPolicy => JobPolicy.Default with { Timeout = null, Attempts = 1 };

    protected override System.Text.Json.Serialization.Metadata.JsonTypeInfo<FamilyPlan> ContractJson => TestJson.Default.FamilyPlan;

    protected override FamilyPlan? Plan(FamilyPlan contract, FieldErrors errors)
    {
        if (contract.Number != 13)
        {
            return contract;
        }

        errors.Add("$.data.number", "must not be 13");
        return null;
    }

    protected override string? TenantOf(FamilyPlan contract) => null;
}
