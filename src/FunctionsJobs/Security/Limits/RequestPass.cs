namespace FunctionsJobs.Security.Limits;

/// <summary>The leave to handle one request, or the refusal of it. To be disposed of at the request's end, either way.</summary>
internal readonly struct RequestPass(RequestLimiter? limiter, CallerBudget? budget, TimeSpan retryAfter) : IDisposable
{
    /// <summary>Whether the request may be handled.</summary>
    public bool IsGranted => budget is not null;

    /// <summary>When a refused request may be sent again; at least a second.</summary>
    public TimeSpan RetryAfter => retryAfter;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (budget is not null)
        {
            limiter!.Leave(budget);
        }
    }
}
