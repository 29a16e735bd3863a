using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Durable.Replay;
using FunctionsJobs.Embedded.Hosting.Configuration;
using FunctionsJobs.Embedded.Hosting.Discovery;
using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.DurableTask;

namespace FunctionsJobs.Embedded.Hosting.Durable;

/// <summary>Gives the durable engine the app's orchestrators, activities and entities, each inside the middleware.</summary>
/// <remarks>
/// The middleware runs around an activity, and around a batch of operations of an entity, as around any invocation. Around an orchestrator it runs once for every load of the
/// instance into memory, from before the first turn until the end; the real worker runs it for every turn.
/// </remarks>
internal sealed class DurableFunctionCatalog : IDurableFunctionCatalog
{
    private readonly Dictionary<string, OrchestratorDelegate> _orchestrators;
    private readonly Dictionary<string, ActivityDelegate> _activities;
    private readonly Dictionary<string, EntityDelegate> _entities;
    private readonly FunctionRuntime _runtime;
    private readonly TimeSpan? _timeout;

    public DurableFunctionCatalog(FunctionCatalog functions, FunctionRuntime runtime, HostSettings settings)
    {
        _runtime = runtime;
        _timeout = settings.FunctionTimeout;
        DataConverter = new WorkerDataConverter(runtime.Serializer);
        _orchestrators = ByName<OrchestratorDelegate>(functions, FunctionKind.Orchestration, function => context => RunOrchestratorAsync(function, context));
        _activities = ByName<ActivityDelegate>(functions, FunctionKind.Activity, function => (call, hostStopping) => RunActivityAsync(function, call, hostStopping));
        _entities = ByName<EntityDelegate>(functions, FunctionKind.Entity, function => (batch, hostStopping) => RunEntityAsync(function, batch, hostStopping));
    }

    public DataConverter DataConverter { get; }

    public OrchestratorDelegate? FindOrchestrator(string name) => _orchestrators.GetValueOrDefault(name);

    public ActivityDelegate? FindActivity(string name) => _activities.GetValueOrDefault(name);

    public EntityDelegate? FindEntity(string name) => _entities.GetValueOrDefault(name);

    private static Dictionary<string, TDelegate> ByName<TDelegate>(FunctionCatalog functions, FunctionKind kind, Func<FunctionDescriptor, TDelegate> create)
        => functions.Of(kind)
            .Where(function => !function.IsDisabled)
            .ToDictionary(function => ((DurableTrigger)function.Trigger).DurableName, create, StringComparer.OrdinalIgnoreCase);

    private async Task<string?> RunOrchestratorAsync(FunctionDescriptor function, TaskOrchestrationContext context)
    {
        await using var invocation = new InvocationContext(function, _runtime) { TriggerValue = context };
        if (context is EngineOrchestrationContext execution)
        {
            execution.Scope = invocation;
        }

        await _runtime.Pipeline(invocation);
        return DataConverter.Serialize(invocation.Result);
    }

    private Task<string?> RunActivityAsync(FunctionDescriptor function, ActivityCall call, CancellationToken hostStopping)
    {
        var invocation = new ActivityInvocationContext(function, _runtime, call, DataConverter);
        return WaitAsync(RunToEndAsync(invocation, hostStopping), invocation);
    }

    // Operations that were cut off by the timeout look like failed ones, so that an overlong batch counts as a whole or not at all.
    private async Task RunEntityAsync(FunctionDescriptor function, EntityBatch batch, CancellationToken hostStopping)
    {
        var invocation = new EntityInvocationContext(function, _runtime, batch);
        await WaitAsync(RunToEndAsync(invocation, hostStopping), invocation);
        if (invocation.CancellationReason == CancellationReason.Timeout)
        {
            throw TimedOut(invocation);
        }
    }

    // A function that ignores its cancellation runs on unobserved; its caller learns of the timeout.
    private Task<string?> WaitAsync(Task<string?> run, AwaitedInvocationContext invocation)
        => run.IsCompleted || _timeout is null ? run : WaitInTimeAsync(run, invocation);

    private async Task<string?> WaitInTimeAsync(Task<string?> run, AwaitedInvocationContext invocation)
        => await Task.WhenAny(run, invocation.Overdue) == run ? await run : throw TimedOut(invocation);

    private async Task<string?> RunToEndAsync(AwaitedInvocationContext invocation, CancellationToken hostStopping)
    {
        await using var stopping = hostStopping.UnsafeRegister(static state => ((InvocationContext)state!).Cancel(CancellationReason.HostStopping), invocation);
        _runtime.Running.Add(invocation);
        try
        {
            await _runtime.Pipeline(invocation);
            return invocation.SerializeResult();
        }
        catch (OperationCanceledException) when (invocation.CancellationReason == CancellationReason.Timeout)
        {
            throw TimedOut(invocation);
        }
        finally
        {
            _runtime.Running.Remove(invocation);
            await invocation.DisposeAsync();
        }
    }

    private TimeoutException TimedOut(AwaitedInvocationContext invocation)
        => new($"The {invocation.Description} did not finish within the function timeout, {_timeout}.");
}
