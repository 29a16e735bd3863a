using System.Globalization;
using System.Text;
using FunctionsJobs.Analytics;

namespace FunctionsJobs.Reports;

/// <summary>The table of a report as CSV (RFC 4180): exact values, times as ISO 8601 in UTC, nothing where there is no value.</summary>
public static class ReportCsv
{
    private const string Columns =
        "start,requests,impressions,clicks,revenue,ctr,fill_rate,ecpm,previous_requests,previous_impressions,previous_clicks,previous_revenue\r\n";

    /// <summary>The file.</summary>
    public static string Of(ReportData report)
    {
        var csv = new StringBuilder(Columns);
        foreach (var bucket in report.Buckets)
        {
            var counts = bucket.Current;
            csv.Append(bucket.Start.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)).Append(',');
            AppendSums(csv, counts);
            foreach (var ratio in (decimal?[])[counts.ClickThroughRate, counts.FillRate, counts.EffectiveCpm])
            {
                csv.Append(',').Append(ratio is { } value ? Exact(value) : "");
            }

            csv.Append(',');
            AppendSums(csv, bucket.Previous);
            csv.Append("\r\n");
        }

        return csv.ToString();
    }

    private static void AppendSums(StringBuilder csv, RollupCounts? sums) => csv.Append(
        sums is { } counts ? $"{counts.Requests},{counts.Impressions},{counts.Clicks},{Exact(counts.Revenue)}" : ",,,");

    private static string Exact(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
