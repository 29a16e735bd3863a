using Microsoft.DurableTask;

namespace FunctionsJobs.Conformance.Versions;

/// <summary>Several versions of one task side by side.</summary>
public sealed class VersionedTaskTests
{
    [Theory, EveryMode("1.0", "one"), EveryMode("2.0", "two")]
    public async Task Orchestrator_WhenSeveralVersionsAreRegistered_IsTheOneOfTheInstance(DurableMode mode, string version, string expected)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestrator("Run", "1.0", () => Returning("one"))
            .AddOrchestrator("Run", "2.0", () => Returning("two")));

        Assert.Equal(expected, await host.OutputOfAsync<string>("Run", options: Versioned(version)));
    }

    [Theory, EveryMode]
    public async Task Orchestrator_WhenRegisteredByVersionedClasses_IsTheOneOfTheInstance(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestrator<RunV1>().AddOrchestrator<RunV2>());

        Assert.Equal("class one", await host.OutputOfAsync<string>("Run", options: Versioned("1.0")));
        Assert.Equal("class two", await host.OutputOfAsync<string>("run", options: Versioned("2.0")));
    }

    [Theory, EveryMode("3.0"), EveryMode("")]
    public async Task Orchestrator_WhenTheVersionIsNotRegistered_FailsTheInstance(DurableMode mode, string version)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestrator("Run", "1.0", () => Returning("one"))
            .AddOrchestrator("Run", "2.0", () => Returning("two")));

        var failure = (await host.RunAsync("Run", options: Versioned(version))).ShouldHaveFailed();

        Assert.Equal("OrchestratorTaskNotFound", failure.ErrorType);
        Assert.Contains("'Run'", failure.ErrorMessage);
    }

    [Theory, EveryMode]
    public async Task Orchestrator_WhenRegisteredWithoutAVersion_ServesAll(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Run", context => $"any {context.Version}"));

        Assert.Equal("any 9.9", await host.OutputOfAsync<string>("Run", options: Versioned("9.9")));
    }

    // A name with a versioned registration is never served by its unversioned one: that would be another implementation than asked for.
    [Theory, EveryMode]
    public async Task Orchestrator_WhenVersionedAndUnversioned_IsNotReplacedByTheUnversioned(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestrator("Run", "1.0", () => Returning("one"))
            .AddOrchestrator("Run", () => Returning("unversioned")));

        Assert.Equal("unversioned", await host.OutputOfAsync<string>("Run"));
        Assert.Equal("OrchestratorTaskNotFound", (await host.RunAsync("Run", options: Versioned("2.0"))).ShouldHaveFailed().ErrorType);
    }

    [Theory, EveryMode]
    public async Task ContinueAsNew_WithAVersion_RunsThatImplementation(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestrator("Migrate", "1.0", () => FuncTaskOrchestrator.Create<object?, string>((context, _) =>
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2.0" });
                return Task.FromResult("old");
            }))
            .AddOrchestrator("Migrate", "2.0", () => Returning("new")));

        Assert.Equal("new", await host.OutputOfAsync<string>("Migrate", options: Versioned("1.0")));
    }

    [Theory, EveryMode]
    public async Task Activity_WhenSeveralVersionsAreRegistered_IsTheOneOfTheOrchestration(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Call", context => context.CallActivityAsync<string?>("Work"))
            .AddActivity("Work", "1.0", () => Doing("one"))
            .AddActivity("Work", "2.0", () => Doing("two")));

        Assert.Equal("one", await host.OutputOfAsync<string>("Call", options: Versioned("1.0")));
        Assert.Equal("two", await host.OutputOfAsync<string>("Call", options: Versioned("2.0")));
    }

    [Theory, EveryMode]
    public async Task Activity_WhenTheCallNamesAVersion_IsThatOne(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Call", context => context.CallActivityAsync<string?>(
                "Work", options: new TaskOptions { Version = "2.0" }))
            .AddActivity("Work", "1.0", () => Doing("one"))
            .AddActivity("Work", "2.0", () => Doing("two")));

        Assert.Equal("two", await host.OutputOfAsync<string>("Call", options: Versioned("1.0")));
    }

    [Theory, EveryMode]
    public async Task Activity_WhenTheVersionIsNotRegistered_FailsTheCall(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Call", context => context.CallActivityAsync<string?>("Work"))
            .AddActivity("Work", "1.0", () => Doing("one")));

        var failure = (await host.RunAsync("Call", options: Versioned("2.0"))).ShouldHaveFailed();

        Assert.Equal("ActivityTaskNotFound", failure.InnerFailure?.ErrorType);
    }

    [Theory, EveryMode]
    public async Task Activity_WhenRegisteredWithoutAVersion_ServesAll(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Call", context => context.CallActivityAsync<string?>("Work"))
            .AddActivityFunc<string>("Work", context => $"any {context.Version}"));

        Assert.Equal("any 9.9", await host.OutputOfAsync<string>("Call", options: Versioned("9.9")));
    }

    private static StartOrchestrationOptions Versioned(string version) => new() { Version = new TaskVersion(version) };

    private static TaskOrchestrator<object?, string> Returning(string output) =>
        FuncTaskOrchestrator.Create<object?, string>((_, _) => Task.FromResult(output));

    private static TaskActivity<object?, string> Doing(string output) => FuncTaskActivity.Create<object?, string>((_, _) => Task.FromResult(output));

    [DurableTask("Run", Version = "1.0")]
    private sealed class RunV1 : TaskOrchestrator<object?, string>
    {
        public override Task<string> RunAsync(TaskOrchestrationContext context, object? input) => Task.FromResult("class one");
    }

    [DurableTask("Run", Version = "2.0")]
    private sealed class RunV2 : TaskOrchestrator<object?, string>
    {
        public override Task<string> RunAsync(TaskOrchestrationContext context, object? input) => Task.FromResult("class two");
    }
}
