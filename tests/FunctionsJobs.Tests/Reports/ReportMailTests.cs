using System.Text;
using FunctionsJobs.Analytics;
using FunctionsJobs.Mail;
using FunctionsJobs.Reports;

namespace FunctionsJobs.Tests.Reports;

public sealed class ReportMailTests
{
    private static readonly RollupCounts Current = new(2000, 1100, 10, 4_000_000);
    private static readonly RollupCounts Previous = new(1000, 500, 10, 2_000_000);

    [Fact]
    public void Create_SaysTheNumbersInBothBodies_AndTakesTheReportAlong()
    {
        var mail = Create(Current, Previous);

        Assert.Equal("Weekly report: pub-1, 26 January – 1 February 2026", mail.Subject);
        foreach (var body in (string[])[mail.Text, SampleReports.Parse(mail.Html!).Root!.Value])
        {
            Assert.Contains("pub-1 · 26 January – 1 February 2026", body, StringComparison.Ordinal);
            Assert.Contains("Revenue was 4.00 currency units (+100.0\u00a0% against the period before).", body, StringComparison.Ordinal);
            Assert.Contains("0.91\u00a0%", body, StringComparison.Ordinal);
        }

        Assert.Contains("Impressions        1,100            500    +120.0\u00a0%\n", mail.Text, StringComparison.Ordinal);
        var file = Assert.Single(mail.Attachments);
        Assert.Equal(("name.html", "text/html; charset=utf-8", "<p>"), (file.Name, file.ContentType, Encoding.UTF8.GetString(file.Content.Span)));
        Assert.Null(MailRules.RefuseSubject(mail.Subject));
    }

    [Fact]
    public void Create_WithNothingToCompareWith_ShowsDashes()
    {
        var mail = Create(default, default);

        Assert.Contains("Revenue was 0.00 currency units.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("CTR                    –              –           –\n", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void FileName_OfTheLongestPublisher_MayBeAttached()
    {
        var name = ReportFileName.Of(ReportPeriod.Of(ReportType.Monthly, new DateOnly(2026, 1, 1)), new string('p', PublisherId.MaxLength));

        Assert.Null(MailRules.RefuseFileName($"{name}.html"));
        Assert.EndsWith("-2026-01-01", name, StringComparison.Ordinal);
    }

    private static MailContent Create(RollupCounts current, RollupCounts previous) =>
        ReportMail.Create("key", "a@example.com", SampleReports.Heading, current, previous, "name", "<p>"u8.ToArray());
}
