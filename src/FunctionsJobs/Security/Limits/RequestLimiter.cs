using Microsoft.Extensions.Options;

namespace FunctionsJobs.Security.Limits;

/// <summary>Limits the rate and the number of requests per caller, with memory for a bounded number of callers.</summary>
internal sealed class RequestLimiter(IOptions<RequestLimitOptions> options, TimeProvider time)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private readonly RequestLimitOptions _options = options.Value;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<CallerBudget>> _callers = new(StringComparer.Ordinal);

    // Who called last stands last.
    private readonly LinkedList<CallerBudget> _order = [];

    /// <summary>How many callers are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _callers.Count;
            }
        }
    }

    /// <summary>Takes one request off the caller's budget, where there is one left.</summary>
    public RequestPass Enter(string callerId)
    {
        lock (_gate)
        {
            var budget = Find(callerId);
            var now = time.GetTimestamp();
            budget.Tokens = Math.Min(_options.Burst, budget.Tokens + (time.GetElapsedTime(budget.At, now).TotalSeconds * _options.PerSecond));
            budget.At = now;
            if (budget.Running >= _options.Concurrent)
            {
                return new RequestPass(null, null, ShortestWait);
            }

            if (budget.Tokens < 1)
            {
                var wait = TimeSpan.FromSeconds((1 - budget.Tokens) / _options.PerSecond);
                return new RequestPass(null, null, wait > ShortestWait ? wait : ShortestWait);
            }

            budget.Tokens--;
            budget.Running++;
            return new RequestPass(this, budget, TimeSpan.Zero);
        }
    }

    internal void Leave(CallerBudget budget)
    {
        lock (_gate)
        {
            budget.Running--;
        }
    }

    private CallerBudget Find(string callerId)
    {
        if (_callers.TryGetValue(callerId, out var node))
        {
            _order.Remove(node);
            _order.AddLast(node);
            return node.Value;
        }

        if (_callers.Count >= _options.MaxCallers)
        {
            _callers.Remove(_order.First!.Value.CallerId);
            _order.RemoveFirst();
        }

        node = _order.AddLast(new CallerBudget(callerId, _options.Burst, time.GetTimestamp()));
        _callers.Add(callerId, node);
        return node.Value;
    }
}
