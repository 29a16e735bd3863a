using System.Globalization;
using FunctionsJobs.Cache;
using FunctionsJobs.Cache.Entries;

namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>Numbers with arguments of the caller's own, kept in the cache under them.</summary>
public sealed class CachedNumbers(DashboardNumbers numbers, ResultCache cache)
{
    /// <summary>Weeks of the growth report that has a name.</summary>
    internal const int NamedWeeks = 8;

    /// <summary>Days of the performance report that has a name.</summary>
    internal const int NamedDays = 30;

    /// <summary>Version of the shape of growth reports.</summary>
    internal const int GrowthSchema = 1;

    /// <summary>Version of the shape of performance reports.</summary>
    internal const int PerformanceSchema = 1;

    /// <summary>Growth over the weeks that were over at a time. That over eight weeks is the one with a name.</summary>
    public async Task<GrowthReport> GrowthAsync(string? publisherId, int weeks, DateTimeOffset now, CacheTerms terms, CancellationToken cancellation)
    {
        var name = weeks == NamedWeeks
            ? DashboardQueryNames.WeeklyGrowth
            : string.Create(CultureInfo.InvariantCulture, $"{DashboardQueryNames.WeeklyGrowth}:{weeks}");
        var entry = await cache.GetOrComputeAsync(
            new CacheKey(publisherId, name, GrowthSchema), NumbersJson.Default.GrowthReport, terms, token => numbers.GrowthAsync(publisherId, weeks, now, token), cancellation);
        return entry.Value;
    }

    /// <summary>Performance over whole days.</summary>
    public async Task<PerformanceReport> PerformanceAsync(string? publisherId, DateOnly from, DateOnly to, CacheTerms terms, CancellationToken cancellation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{DashboardQueryNames.Performance}:{from:yyyy-MM-dd}:{to:yyyy-MM-dd}");
        var entry = await cache.GetOrComputeAsync(
            new CacheKey(publisherId, name, PerformanceSchema), NumbersJson.Default.PerformanceReport, terms, token => numbers.PerformanceAsync(publisherId, from, to, token), cancellation);
        return entry.Value;
    }
}
