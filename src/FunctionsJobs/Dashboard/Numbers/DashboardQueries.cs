using System.Diagnostics.CodeAnalysis;
using FunctionsJobs.Analytics;

namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>How the dashboard's named numbers are computed.</summary>
public sealed class DashboardQueries
{
    private readonly Dictionary<string, DashboardQuery> _queries;

    public DashboardQueries(DashboardNumbers numbers, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        DashboardQuery[] all =
        [
            new DashboardQuery<DashboardStats>(DashboardQueryNames.Stats, 1, NumbersJson.Default.DashboardStats, numbers.StatsAsync, time),
            new DashboardQuery<AnalyticsOverview>(DashboardQueryNames.Overview, 1, NumbersJson.Default.AnalyticsOverview, numbers.OverviewAsync, time),
            new DashboardQuery<GrowthReport>(
                DashboardQueryNames.WeeklyGrowth,
                CachedNumbers.GrowthSchema,
                NumbersJson.Default.GrowthReport,
                (publisher, now, cancellation) => numbers.GrowthAsync(publisher, CachedNumbers.NamedWeeks, now, cancellation),
                time),
            new DashboardQuery<PerformanceReport>(
                DashboardQueryNames.Performance,
                CachedNumbers.PerformanceSchema,
                NumbersJson.Default.PerformanceReport,
                (publisher, now, cancellation) =>
                {
                    var today = DateOnly.FromDateTime(RollupCalendar.StartOf(Granularity.Day, now).UtcDateTime);
                    return numbers.PerformanceAsync(publisher, today.AddDays(-CachedNumbers.NamedDays), today, cancellation);
                },
                time),
        ];
        _queries = all.ToDictionary(query => query.Name, StringComparer.Ordinal);
    }

    /// <summary>The numbers of a name.</summary>
    internal bool TryFind(string name, [NotNullWhen(true)] out DashboardQuery? query) => _queries.TryGetValue(name, out query);
}
