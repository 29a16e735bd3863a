using DurableTask.Core.Exceptions;
using FunctionsJobs.Embedded.Durable.History;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>Faults of orchestrator code that the engine finds, with what to do about them.</summary>
internal static class OrchestratorFaults
{
    private const string Advice = "Orchestrator code may await durable tasks only: use context.CreateTimer for delays and an activity for I/O and other work.";

    /// <summary>The code waits for, or was continued by, something that is not a durable task.</summary>
    public static InvalidOperationException ForeignAwait(string orchestrator) => new(
        $"Orchestrator '{orchestrator}' awaits something that did not come from its TaskOrchestrationContext, for instance Task.Delay, Task.Run, HttpClient, file access or ConfigureAwait(false); "
        + "middleware around it that does so has the same effect. " + Advice);

    /// <summary>Something that the code started runs on another thread, or the code itself does.</summary>
    public static InvalidOperationException ForeignStart(string orchestrator) => new(
        $"Orchestrator '{orchestrator}' started work on another thread, or went on there: by Task.Run, Task.Factory.StartNew, Parallel, a thread, Task.Delay, CancelAfter, CancelAsync or the like. "
        + "An orchestrator is single-threaded: use several calls of context.CallActivityAsync and Task.WhenAll for parallel work, and Cancel instead of CancelAsync. " + Advice);

    /// <summary>The code would have blocked its thread.</summary>
    public static InvalidOperationException Blocked(string orchestrator, BlockingCall call) => new(
        $"Orchestrator '{orchestrator}' blocks its thread in {call.Member}{(call.Caller is null ? "" : $", called by {call.Caller}")}. "
        + "Await the durable task instead of Wait, Result or GetAwaiter().GetResult(), and an external event instead of a signal. " + Advice);

    /// <summary>A turn did not come to its end.</summary>
    public static InvalidOperationException Overdue(string orchestrator, TimeSpan limit) => new(
        $"Orchestrator '{orchestrator}' ran for longer than {limit} without awaiting a durable task and was given up: it sleeps (Thread.Sleep), waits for a lock, does I/O or computes without end. " + Advice);

    /// <summary>The context was used outside of the orchestrator's thread.</summary>
    public static InvalidOperationException ForeignThread(string orchestrator) => new(
        $"The TaskOrchestrationContext of orchestrator '{orchestrator}' was used outside of its thread. The code left it by Task.Run, ConfigureAwait(false) or by awaiting something that is not a durable task. "
        + Advice);

    /// <summary>A replay did not repeat the history.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="turn">The turn that differs.</param>
    /// <param name="recorded">What the history says, or <see langword="null"/> when it says nothing more.</param>
    /// <param name="replayed">What the code did, or <see langword="null"/> when it did nothing more.</param>
    public static NonDeterministicOrchestrationException Divergence(string instanceId, int turn, OrchestratorAction? recorded, OrchestratorAction? replayed) => new(
        $"Non-deterministic orchestrator: according to its history, instance '{instanceId}' in turn {turn} {recorded?.Description ?? "did nothing more"}, "
        + $"but its code now {replayed?.Description ?? "did nothing more"}. Orchestrator code must do the same on every replay, and must not be changed while instances of it run: give changed code a new name or version.");

    /// <summary>A replay returned although the history goes on.</summary>
    public static NonDeterministicOrchestrationException EarlyReturn(string instanceId, int turn, HistoryEvent? next) => new(
        $"Non-deterministic orchestrator: according to its history, instance '{instanceId}' still waited after turn {turn}{(next is null ? "" : $", and then received {next.Type}")}, "
        + "but its code now has returned. Orchestrator code must do the same on every replay, and must not be changed while instances of it run: give changed code a new name or version.");

    /// <summary>There is no orchestrator of that name that serves the version.</summary>
    public static Failure OrchestratorNotFound(string name, string version) => new()
    {
        ErrorType = "OrchestratorTaskNotFound",
        ErrorMessage = $"No orchestrator task named '{name}'{(version.Length == 0 ? "" : $" with version '{version}'")} was found.",
        IsNonRetriable = true,
    };
}
