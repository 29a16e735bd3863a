using System.Collections.Concurrent;
using System.Reflection;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Architecture;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Tests.Lifecycle.Harness;

/// <summary>
/// The program's orchestrators and activities, as a host would give them to the engine, and those a test puts in their place. Activities throw faults,
/// as they do behind <see cref="JobFaultMiddleware"/>.
/// </summary>
internal sealed class AppFunctions(IServiceProvider services) : IDurableFunctionCatalog
{
    private readonly ConcurrentDictionary<string, OrchestratorDelegate> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, ActivityDelegate> _activities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What functions are given for a durable client.</summary>
    public DurableTaskClient? Client { get; set; }

    public DataConverter DataConverter { get; } = JsonDataConverter.Default;

    /// <summary>Every run of an activity: its name and input.</summary>
    public ConcurrentQueue<ActivityCall> Runs { get; } = new();

    public int RunsOf(string activity) => Runs.Count(call => call.Name == activity);

    public OrchestratorDelegate? FindOrchestrator(string name) => _orchestrators.GetValueOrDefault(name) ?? FindInApp(name) switch
    {
        { IsStatic: true } method => async context => DataConverter.Serialize(await InvokeAsync(method, null, context, GetInput(context, method))),
        _ => null,
    };

    public ActivityDelegate? FindActivity(string name)
    {
        var run = _activities.GetValueOrDefault(name) ?? FindInApp(name) switch
        {
            { IsStatic: false } method => (call, stopping) => RunAsync(method, call, stopping),
            _ => null,
        };
        return run is null ? null : async (call, stopping) =>
        {
            Runs.Enqueue(call);
            try
            {
                return await run(call, stopping);
            }
            catch (Exception e)
            {
                throw new JobFaultException(JobFaults.From(e));
            }
        };
    }

    /// <summary>Puts an orchestrator in place.</summary>
    public void Orchestrator<TInput, TOutput>(string name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> code) =>
        _orchestrators[name] = async context => DataConverter.Serialize(await code(context, context.GetInput<TInput>()!));

    /// <summary>Puts an activity in place.</summary>
    public void Activity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> code) =>
        _activities[name] = async (call, _) => DataConverter.Serialize(await code(DataConverter.Deserialize<TInput>(call.Input)!));

    private async Task<string?> RunAsync(MethodInfo method, ActivityCall call, CancellationToken stopping)
    {
        await using var scope = services.CreateAsyncScope();
        var execution = scope.ServiceProvider.GetRequiredService<JobExecution>();
        if (method.DeclaringType!.FullName!.StartsWith("FunctionsJobs.Jobs.", StringComparison.Ordinal))
        {
            await execution.BeginAsync(call.InstanceId, services.GetRequiredService<IJobStore>(), services.GetRequiredService<JobExecutionMonitor>(), stopping);
        }

        var target = ActivatorUtilities.CreateInstance(scope.ServiceProvider, method.DeclaringType);
        var arguments = method.GetParameters().Select(parameter => parameter.ParameterType switch
        {
            var type when type == typeof(CancellationToken) => (object?)stopping,
            var type when type == typeof(DurableTaskClient) => Client,
            var type => DataConverter.Deserialize(call.Input, type),
        });
        try
        {
            return DataConverter.Serialize(await InvokeAsync(method, target, [.. arguments]));
        }
        catch (Exception) when (execution.StopReason is { } reason)
        {
            throw new JobFaultException(reason);
        }
        finally
        {
            await execution.EndAsync();
        }
    }

    private static MethodInfo? FindInApp(string name) => Functions.All
        .Where(function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(function => function.Method)
        .SingleOrDefault(method => method.GetParameters()[0].IsDefined(typeof(OrchestrationTriggerAttribute)) || method.GetParameters()[0].IsDefined(typeof(ActivityTriggerAttribute)));

    private static object? GetInput(TaskOrchestrationContext context, MethodInfo method) =>
        typeof(TaskOrchestrationContext).GetMethod(nameof(context.GetInput))!.MakeGenericMethod(method.GetParameters()[1].ParameterType).Invoke(context, null);

    private static async Task<object?> InvokeAsync(MethodInfo method, object? target, params object?[] arguments)
    {
        var task = (Task)method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
        await task;
        return task.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(task);
    }
}
