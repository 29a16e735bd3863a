using System.Globalization;
using System.Text;

namespace FunctionsJobs.Reports.Summary;

/// <summary>The table of the summary as CSV (RFC 4180). Ids of publishers begin with a letter or digit and hold nothing that needs quotes.</summary>
public static class SummaryCsv
{
    /// <summary>The file, of all publishers.</summary>
    public static string Of(SummaryData summary)
    {
        var csv = new StringBuilder("publisher,requests,impressions,clicks,revenue,previous_requests,previous_impressions,previous_clicks,previous_revenue\r\n");
        foreach (var (publisher, current, previous) in summary.Publishers)
        {
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{publisher},{current.Requests},{current.Impressions},{current.Clicks},{current.Revenue:0.######},{previous.Requests},{previous.Impressions},{previous.Clicks},{previous.Revenue:0.######}\r\n");
        }

        return csv.ToString();
    }
}
