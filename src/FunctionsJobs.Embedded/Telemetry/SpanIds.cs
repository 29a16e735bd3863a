using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Telemetry;

/// <summary>
/// Ids of the spans of an execution. They follow from the execution's id and the task's, so that spans which are written when something
/// ends are the parents of what began long before, maybe in another process, without anything being stored for it.
/// </summary>
internal static class SpanIds
{
    /// <summary>Stands for the orchestration itself among the ids of its tasks.</summary>
    public const int Orchestration = -1;

    private const ulong Offset = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    /// <summary>The id of a task's span, 16 hexadecimal digits that are not all zero.</summary>
    public static string Of(string executionId, int taskId)
    {
        // FNV-1a, then a finalizer that spreads the last bits over all of them.
        var hash = Offset;
        foreach (var c in executionId)
        {
            hash = (hash ^ c) * Prime;
        }

        hash = (hash ^ unchecked((uint)taskId)) * Prime;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        hash ^= hash >> 31;
        return (hash == 0 ? 1 : hash).ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The W3C trace context that what a task starts goes on with; that of the instance itself while nobody listens, and
    /// <see langword="null"/> when the instance has none.
    /// </summary>
    public static string? TraceParent(InstanceRecord instance, int taskId)
        => DurableSource.IsHeard && ActivityContext.TryParse(instance.TraceParent, null, out var context)
            ? $"00-{context.TraceId.ToHexString()}-{Of(instance.ExecutionId, taskId)}-{((int)context.TraceFlags).ToString("x2", CultureInfo.InvariantCulture)}"
            : instance.TraceParent;

    /// <summary>Gives a span that was just started its id in place of the random one.</summary>
    public static void Set(Activity span, string spanId) => SpanIdOf(span) = spanId;

    // The runtime lets nobody choose the id of a span; the real engine writes the same field.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? SpanIdOf(Activity span);
}
