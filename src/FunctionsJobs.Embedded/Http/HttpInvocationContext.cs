using System.Text.Json;
using FunctionsJobs.Embedded.Hosting.Discovery;
using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Embedded.Http;

/// <summary>One request to an HTTP function.</summary>
internal sealed class HttpInvocationContext : InvocationContext, IHttpRequestDataFeature
{
    private readonly Func<HttpInvocationContext, Task> _answerOverdue;
    private readonly Lock _answer = new();
    private CancellationTokenRegistration _aborted;
    private bool _isAnswered;

    /// <param name="function">The function that answers.</param>
    /// <param name="runtime">What all invocations share.</param>
    /// <param name="http">The request.</param>
    /// <param name="spool">Where the bodies of responses are kept.</param>
    /// <param name="answerOverdue">Answers in place of a function that ignored its cancellation.</param>
    public HttpInvocationContext(
        FunctionDescriptor function, FunctionRuntime runtime, HttpContext http, ResponseSpool spool, Func<HttpInvocationContext, Task> answerOverdue)
        : base(function, runtime)
    {
        _answerOverdue = answerOverdue;
        Http = http;
        Request = new EmbeddedHttpRequestData(this, spool);
        TriggerValue = Request;
    }

    public HttpContext Http { get; }

    public EmbeddedHttpRequestData Request { get; }

    public ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context) => new(Request);

    /// <summary>The host's own answer to a function that was overdue; completed when there was none.</summary>
    public Task HostAnswer { get; private set; } = Task.CompletedTask;

    /// <summary>Whether the function's result answers the request; false when the host has answered in its place.</summary>
    public bool TryAnswer()
    {
        lock (_answer)
        {
            return !_isAnswered && (_isAnswered = true);
        }
    }

    public override void OnOverdue()
    {
        lock (_answer)
        {
            if (!_isAnswered)
            {
                _isAnswered = true;
                HostAnswer = _answerOverdue(this);
            }
        }
    }

    public override ValueTask DisposeAsync()
    {
        _aborted.Dispose();
        return base.DisposeAsync();
    }

    protected override IServiceProvider OpenScope() => Http.RequestServices;

    protected override void OnTokenRequested()
        => _aborted = Http.RequestAborted.UnsafeRegister(static context => ((HttpInvocationContext)context!).Cancel(CancellationReason.CallerGone), this);

    protected override TraceContext CreateTraceContext()
        => InvocationTraceContext.From(Http.Request.Headers.TraceParent, Http.Request.Headers.TraceState);

    protected override IReadOnlyDictionary<string, object?> CreateBindingData()
    {
        var query = Http.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Headers"] = JsonSerializer.Serialize(Http.Request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString())),
            ["Query"] = JsonSerializer.Serialize(query),
        };
        foreach (var (name, value) in query)
        {
            data[name] = value;
        }

        foreach (var (name, value) in Http.Request.RouteValues)
        {
            data[name] = value;
        }

        return data;
    }
}
