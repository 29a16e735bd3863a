using FunctionsJobs.Mail;
using FunctionsJobs.Mail.Templates;
using FunctionsJobs.Tests.Reports;

namespace FunctionsJobs.Tests.Mail.Templates;

public sealed class MailTemplateTests
{
    private const string Evil = "<script>alert('x')</script>&\"";

    [Fact]
    public void Welcome_SpeaksToTheUserInBothBodies()
    {
        var mail = WelcomeMail.Create("k", "a@example.com", "Ada Lovelace", "Shop");

        Assert.Equal(("k", "a@example.com", "Welcome to Shop"), (mail.Key, mail.To, mail.Subject));
        Assert.StartsWith("Welcome, Ada Lovelace\n=====================\n", mail.Text, StringComparison.Ordinal);
        Assert.Equal("Welcome, Ada Lovelace", Heading(mail));
    }

    [Fact]
    public void PasswordReset_HasTheLinkInBothBodiesAndNotInTheSubject()
    {
        var mail = PasswordResetMail.Create("k", "a@example.com", new Uri("https://example.com/reset?a=1&token=s3cr3t"), "Shop");

        Assert.Contains("\nhttps://example.com/reset?a=1&token=s3cr3t\n", mail.Text, StringComparison.Ordinal);
        Assert.Equal("https://example.com/reset?a=1&token=s3cr3t", SampleReports.Parse(mail.Html!).Descendants("a").Single().Attribute("href")!.Value);
        Assert.DoesNotContain("s3cr3t", mail.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void Notification_PartsParagraphsAndKeepsLines()
    {
        var mail = NotificationMail.Create("k", "a@example.com", "Grüße", "one\r\nline\r\n\r\ntwo\n\n\n\nthree", "Shop");

        Assert.Contains("\none\nline\n\ntwo\n\nthree\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains(">one<br/>line</td>", mail.Html, StringComparison.Ordinal);
        Assert.Contains(">three</td>", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_EncodesWhatIsGivenToIt()
    {
        foreach (var mail in (MailContent[])[
            WelcomeMail.Create("k", "a@example.com", Evil, Evil),
            PasswordResetMail.Create("k", "a@example.com", new Uri("https://example.com/\"><script>"), Evil),
            NotificationMail.Create("k", "a@example.com", Evil, Evil, Evil),
        ])
        {
            Assert.DoesNotContain("<script", mail.Html, StringComparison.OrdinalIgnoreCase);
            Assert.NotEmpty(SampleReports.Parse(mail.Html!).Descendants("h1"));
        }
    }

    [Fact]
    public void Text_OfATable_AlignsItsColumns()
    {
        var text = new MailDocument
        {
            Service = "s",
            Heading = "h",
            Paragraphs = [],
            Table = new MailTable(["", "now", "before"], [["Revenue", "1,234.00", "2"], ["CTR", "–", "10 %"]]),
            Footnote = "f",
        }.ToMail("k", "a@example.com", "subject").Text;

        Assert.Contains("              now  before\nRevenue  1,234.00       2\nCTR             –    10 %\n", text, StringComparison.Ordinal);
    }

    private static string Heading(MailContent mail) => SampleReports.Parse(mail.Html!).Descendants("h1").Single().Value;
}
