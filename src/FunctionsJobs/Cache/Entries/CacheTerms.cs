namespace FunctionsJobs.Cache.Entries;

/// <summary>How old a value may be.</summary>
/// <param name="Lifetime">How long it is kept; more than zero.</param>
/// <param name="Since">A value whose computation began before this is not taken; null takes any.</param>
public sealed record CacheTerms(TimeSpan Lifetime, DateTimeOffset? Since = null)
{
    internal bool Take(DateTimeOffset computedAt) => Since is not { } since || computedAt >= since;
}
