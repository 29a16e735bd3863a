using FunctionsJobs.Mail;

namespace FunctionsJobs.Reports;

/// <summary>What reports are called as files, without an extension: a name that is safe in mails, in folders and on every system.</summary>
internal static class ReportFileName
{
    /// <summary>The name of a publisher's report, such as <c>weekly-report-pub-1-2026-01-26</c>.</summary>
    public static string Of(ReportPeriod period, string publisherId) =>
        Checked($"{period.Type.ToName()}-report-{publisherId}-{period.Range.From:yyyy-MM-dd}");

    /// <summary>The name of the summary of a day, such as <c>daily-summary-2026-01-31</c>.</summary>
    public static string OfSummary(ReportPeriod period) => Checked($"daily-summary-{period.Range.From:yyyy-MM-dd}");

    private static string Checked(string name) => MailRules.RefuseFileName(name) is { } reason ? throw new ArgumentException($"A report's name {reason}.") : name;
}
