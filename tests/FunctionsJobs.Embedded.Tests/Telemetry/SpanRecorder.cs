using System.Collections.Concurrent;
using System.Diagnostics;

namespace FunctionsJobs.Embedded.Tests.Telemetry;

/// <summary>Keeps the ended spans of one trace. Other tests run at the same time, in traces of their own.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    /// <param name="sources">The sources to listen to.</param>
    public SpanRecorder(params string[] sources)
    {
        Root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C);
        Root.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        Root.Start();
        Activity.Current = null;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == Root.TraceId)
                {
                    _spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>What the test starts from.</summary>
    public Activity Root { get; }

    public IReadOnlyList<Activity> Spans => [.. _spans];

    /// <summary>Runs something inside of the root span.</summary>
    public async Task<T> UnderRootAsync<T>(Func<Task<T>> action)
    {
        Activity.Current = Root;
        try
        {
            return await action();
        }
        finally
        {
            Activity.Current = null;
        }
    }

    /// <summary>The only span of a name and kind, once it has ended.</summary>
    public async Task<Activity> OneAsync(string name, ActivityKind kind)
    {
        await Durable.Harness.Eventually.HoldsAsync(() => Find(name, kind).Count > 0, $"the span {name} ({kind}) has ended; there are {string.Join(", ", Spans.Select(span => $"{span.DisplayName} ({span.Kind})"))}");
        return Assert.Single(Find(name, kind));
    }

    public IReadOnlyList<Activity> Find(string name, ActivityKind kind) => [.. _spans.Where(span => span.DisplayName == name && span.Kind == kind)];

    public void Dispose()
    {
        _listener.Dispose();
        Root.Dispose();
    }
}
