namespace FunctionsJobs.Security.Limits;

/// <summary>What one caller has left: a token bucket, and how many of its requests are under way. Guarded by the limiter's lock.</summary>
internal sealed class CallerBudget(string callerId, double tokens, long at)
{
    /// <summary>Whose it is.</summary>
    public string CallerId { get; } = callerId;

    /// <summary>Requests that may be sent at once, at <see cref="At"/>.</summary>
    public double Tokens { get; set; } = tokens;

    /// <summary>Timestamp at which <see cref="Tokens"/> was counted.</summary>
    public long At { get; set; } = at;

    /// <summary>Requests under way.</summary>
    public int Running { get; set; }
}
