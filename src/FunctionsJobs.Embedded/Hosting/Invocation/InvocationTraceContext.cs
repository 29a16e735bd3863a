using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>The W3C trace context that reached an invocation, or a new one.</summary>
internal sealed class InvocationTraceContext(string traceParent, string traceState) : TraceContext
{
    public override string TraceParent { get; } = traceParent;

    public override string TraceState { get; } = traceState;

    /// <summary>The 32 digits of the trace id.</summary>
    public string TraceId => TraceParent.Split('-') is [_, var id, ..] ? id : TraceParent;

    /// <summary>That of the surrounding activity, or a new one.</summary>
    public static InvocationTraceContext Current()
        => Activity.Current is { Id: { } id, IdFormat: ActivityIdFormat.W3C } activity
            ? new InvocationTraceContext(id, activity.TraceStateString ?? "")
            : New();

    /// <summary>That of <paramref name="traceParent"/> when it is well formed, otherwise the current one.</summary>
    public static InvocationTraceContext From(string? traceParent, string? traceState)
        => ActivityContext.TryParse(traceParent, traceState, out _)
            ? new InvocationTraceContext(traceParent!, traceState ?? "")
            : Current();

    private static InvocationTraceContext New()
        => new($"00-{ActivityTraceId.CreateRandom().ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-00", "");
}
