using Azure.Core.Serialization;
using FunctionsJobs.Embedded.Hosting.Discovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>One invocation. What a function may never ask for (scope, token, items, features) is made when it is asked for.</summary>
internal class InvocationContext : FunctionContext, IInvocationResultFeature, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private IServiceProvider? _services;
    private AsyncServiceScope? _scope;
    private CancellationTokenSource? _cancellation;
    private string? _invocationId;
    private IDictionary<object, object>? _items;
    private InvocationFeatures? _features;
    private BindingContext? _binding;
    private TraceContext? _trace;

    public InvocationContext(FunctionDescriptor function, FunctionRuntime runtime)
    {
        Function = function;
        Runtime = runtime;
        StartedAt = runtime.Time.GetTimestamp();
    }

    public FunctionDescriptor Function { get; }

    public FunctionRuntime Runtime { get; }

    public ObjectSerializer Serializer => Runtime.Serializer;

    /// <summary>Timestamp of <see cref="FunctionRuntime.Time"/> at which the invocation began.</summary>
    public long StartedAt { get; }

    /// <summary>The value of the trigger, as its parameter binder expects it.</summary>
    public object? TriggerValue { get; set; }

    public object? Result { get; set; }

    public CancellationReason CancellationReason { get; private set; }

    /// <summary>Set when the function has returned and only its answer is on the way: its time limit counts no more.</summary>
    public bool HasReturned { get; set; }

    /// <summary>Neighbours in the list of running invocations; owned by <see cref="RunningInvocations"/>.</summary>
    public InvocationContext? Previous { get; set; }

    /// <inheritdoc cref="Previous"/>
    public InvocationContext? Next { get; set; }

    public override string InvocationId => _invocationId ??= Guid.CreateVersion7(Runtime.Time.GetUtcNow()).ToString();

    public override string FunctionId => Function.Definition.Id;

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override TraceContext TraceContext => _trace ??= CreateTraceContext();

    public override BindingContext BindingContext => _binding ??= new InvocationBindingContext(CreateBindingData());

    public override RetryContext RetryContext => Retry;

    /// <summary>Which attempt this is.</summary>
    public AttemptRetryContext Retry { get; init; } = AttemptRetryContext.None;

    public override IServiceProvider InstanceServices
    {
        get => _services ??= OpenScope();
        set => _services = value;
    }

    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object>();
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features ??= new InvocationFeatures(this);

    public override CancellationToken CancellationToken
    {
        get
        {
            lock (_gate)
            {
                if (_cancellation is not null)
                {
                    return _cancellation.Token;
                }

                if (CancellationReason != CancellationReason.None)
                {
                    return new CancellationToken(canceled: true);
                }

                _cancellation = new CancellationTokenSource();
            }

            OnTokenRequested();
            return _cancellation.Token;
        }
    }

    /// <summary>Cancels the invocation's token; later reasons are ignored.</summary>
    public void Cancel(CancellationReason reason)
    {
        CancellationTokenSource? cancellation;
        lock (_gate)
        {
            if (CancellationReason != CancellationReason.None)
            {
                return;
            }

            CancellationReason = reason;
            cancellation = _cancellation;
        }

        // Not on this thread: what the function registered may block or throw.
        _ = cancellation?.CancelAsync();
    }

    /// <summary>The invocation went on after its cancellation for longer than the grace: whoever waits for it must wait no more.</summary>
    public virtual void OnOverdue()
    {
    }

    public virtual ValueTask DisposeAsync()
    {
        if (_scope is not { } scope)
        {
            return ValueTask.CompletedTask;
        }

        _scope = null;
        return scope.DisposeAsync();
    }

    /// <summary>Services of a new scope; HTTP has one per request already.</summary>
    protected virtual IServiceProvider OpenScope()
    {
        _scope = Runtime.Scopes.CreateAsyncScope();
        return _scope.Value.ServiceProvider;
    }

    /// <summary>Called once, when the function first asks for its token.</summary>
    protected virtual void OnTokenRequested()
    {
    }

    protected virtual TraceContext CreateTraceContext() => InvocationTraceContext.Current();

    protected virtual IReadOnlyDictionary<string, object?> CreateBindingData() => InvocationBindingContext.NoData;
}
