namespace FunctionsJobs.Tests.Analytics;

/// <summary>A clock that stands still.</summary>
internal sealed class FixedTimeProvider(DateTimeOffset now) : TimeProvider
{
    public FixedTimeProvider(string now)
        : this(DateTimeOffset.FromUnixTimeMilliseconds(AnalyticsEvents.Ms(now)))
    {
    }

    public override DateTimeOffset GetUtcNow() => now;
}
