using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>The orchestrator that plays scripts.</summary>
internal static class ScriptPlayer
{
    public const string Name = "Play";
    public const string Activity = "Work";
    public const string Word = "word";
    public const string Failed = "failed";
    public const string OnTime = "on time";
    public const string Decided = "decided";
    public const string Done = "done";

    public static string Join(IEnumerable<string> outcomes) => string.Join(' ', outcomes) + ";";

    public static async Task<string> PlayAsync(TaskOrchestrationContext context)
    {
        var script = context.GetInput<Script>()!;
        var outcomes = new List<string>();
        foreach (var act in script.Acts)
        {
            outcomes.Add(await DoAsync(context, act, script.Generation));
        }

        var output = script.Output + Join(outcomes);
        if (script.Generation + 1 < script.Generations)
        {
            context.ContinueAsNew(script with { Generation = script.Generation + 1, Output = output });
            return output;
        }

        return script.Fails ? throw new InvalidOperationException(output) : output;
    }

    private static async Task<string> DoAsync(TaskOrchestrationContext context, Act act, int generation)
    {
        var key = act.EffectKey(generation);
        switch (act.Kind)
        {
            case ActKind.Call:
                return await CallAsync(context, act, key);
            case ActKind.Timer:
                var due = context.CurrentUtcDateTime.AddSeconds(act.Seconds);
                await context.CreateTimer(due, CancellationToken.None);
                return context.CurrentUtcDateTime >= due ? OnTime : $"early by {due - context.CurrentUtcDateTime}";
            case ActKind.Race:
                return await RaceAsync(context, act, key);
            case ActKind.Event:
                return $"{act.EventName(generation)}={await context.WaitForExternalEvent<int>(act.EventName(generation))}";
            case ActKind.PatientEvent:
                return await WaitPatientlyAsync(context, act.EventName(generation));
            case ActKind.Listen:
                return await context.WaitForExternalEvent<string>(Word);
            case ActKind.Child or ActKind.Dialog:
                return await CallChildAsync(context, act, key);
            case ActKind.Together:
                return $"({string.Join(',', await Task.WhenAll(act.Acts.Select(inner => DoAsync(context, inner, generation))))})";
            case ActKind.Status:
                context.SetCustomStatus(key);
                return Done;
            default:
                return await MeetEntitiesAsync(context, act, key);
        }
    }

    private static async Task<string> CallAsync(TaskOrchestrationContext context, Act act, string key)
    {
        var policy = new RetryPolicy(act.Attempts, TimeSpan.FromSeconds(10), 2.0);
        try
        {
            return await context.CallActivityAsync<string>(Activity, new WorkInput(key, act.Failures), TaskOptions.FromRetryPolicy(policy));
        }
        catch (TaskFailedException)
        {
            return Failed;
        }
    }

    private static async Task<string> RaceAsync(TaskOrchestrationContext context, Act act, string key)
    {
        using var cancel = new CancellationTokenSource();
        var call = context.CallActivityAsync<string>(Activity, new WorkInput(key, 0));
        var timer = context.CreateTimer(TimeSpan.FromSeconds(act.Seconds), cancel.Token);
        if (await Task.WhenAny(call, timer) == call)
        {
            cancel.Cancel();
        }

        await call;
        return Decided;
    }

    private static async Task<string> WaitPatientlyAsync(TaskOrchestrationContext context, string name)
    {
        while (true)
        {
            try
            {
                return $"{name}={await context.WaitForExternalEvent<int>(name, TimeSpan.FromMinutes(20))}";
            }
            catch (TaskCanceledException)
            {
                // Again.
            }
        }
    }

    private static async Task<string> CallChildAsync(TaskOrchestrationContext context, Act act, string key)
    {
        var childId = $"{context.InstanceId}:{key}";
        TaskOptions? options = act.NamesChild ? new SubOrchestrationOptions { InstanceId = childId }
            : act.Attempts > 1 ? TaskOptions.FromRetryPolicy(new RetryPolicy(act.Attempts, TimeSpan.FromSeconds(5))) : null;
        try
        {
            var child = context.CallSubOrchestratorAsync<string>(Name, act.Child, options);
            if (act.Kind == ActKind.Dialog)
            {
                context.SendEvent(childId, Word, Word);
            }

            return $"[{await child}]";
        }
        catch (TaskFailedException e)
        {
            return $"![{e.FailureDetails.ErrorMessage}]";
        }
    }

    private static async Task<string> MeetEntitiesAsync(TaskOrchestrationContext context, Act act, string key)
    {
        var entities = act.Entities.Select(EntityInstanceId.FromString).ToList();
        var entry = $"{context.InstanceId}/{key}";
        switch (act.Kind)
        {
            case ActKind.Ask:
                await context.Entities.CallEntityAsync(entities[0], Register.AddOperation, entry);
                return Done;
            case ActKind.AskInVain:
                try
                {
                    await context.Entities.CallEntityAsync(entities[0], Register.RefuseOperation, entry);
                    return Done;
                }
                catch (EntityOperationFailedException)
                {
                    return Failed;
                }

            case ActKind.Tell:
                await context.Entities.SignalEntityAsync(entities[0], Register.AddOperation, entry);
                return Done;
            case ActKind.TellLater:
                var later = new SignalEntityOptions { SignalTime = context.CurrentUtcDateTime.AddSeconds(act.Seconds) };
                await context.Entities.SignalEntityAsync(entities[0], Register.AddOperation, entry, later);
                return Done;
            case ActKind.Lock:
                await using (await context.Entities.LockEntitiesAsync(entities))
                {
                    foreach (var half in new[] { Register.Begin(entry), Register.End(entry) })
                    {
                        foreach (var entity in entities)
                        {
                            await context.Entities.CallEntityAsync(entity, Register.AddOperation, half);
                        }
                    }
                }

                return Done;
            default:
                throw new InvalidOperationException($"{act.Kind} is no act.");
        }
    }
}

/// <summary>The input of the activity.</summary>
/// <param name="Key">Tells its effect from all others.</param>
/// <param name="Failures">How many attempts fail.</param>
internal sealed record WorkInput(string Key, int Failures);
