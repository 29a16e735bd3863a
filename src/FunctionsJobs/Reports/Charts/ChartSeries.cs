namespace FunctionsJobs.Reports.Charts;

/// <summary>A row of values of a chart.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Style">How the page's style knows it: <c>current</c>, <c>previous</c> or <c>second</c>.</param>
/// <param name="Values">One value a bucket; null where there is none, which leaves a gap.</param>
public sealed record ChartSeries(string Name, string Style, IReadOnlyList<decimal?> Values);
