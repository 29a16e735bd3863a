namespace FunctionsJobs.Tests.Analytics;

/// <summary>A clock that stands still.</summary>
internal sealed class FixedTimeProvider(string now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(AnalyticsEvents.Ms(now));
}
