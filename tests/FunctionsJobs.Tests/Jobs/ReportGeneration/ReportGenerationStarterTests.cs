using System.Text.Json;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs.ReportGeneration;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail;
using FunctionsJobs.Tests.JobStore;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Jobs.ReportGeneration;

public sealed class ReportGenerationStarterTests
{
    private readonly ReportGenerationOptions _options = new();
    private readonly MailOptions _mail = new();

    [Fact]
    public void CreateRun_CopiesWhatMatters()
    {
        _options.Currency = "EUR";
        _options.MailsAtOnce = 2;
        _mail.ServiceName = "Shop";

        var plan = Plan("""{"publisherId":"pub-1","reportType":"monthly","date":"2026-01-31","recipients":["a@example.com","b@example.com","B@example.com"]}""");

        Assert.Equal(
            new WriteReportContract { PublisherId = "pub-1", ReportType = "monthly", Day = new DateOnly(2026, 1, 31), Currency = "EUR", Service = "Shop", TotalSteps = 3 },
            plan.Report);
        Assert.Equal(["a@example.com", "b@example.com"], plan.Recipients);
        Assert.Equal(2, plan.MailsAtOnce);
    }

    [Theory]
    [InlineData("", "a@example.com")]
    [InlineData(",\"recipients\":null", "a@example.com")]
    [InlineData(",\"recipients\":[]", "")]
    [InlineData(",\"recipients\":[\"b@example.com\"]", "b@example.com")]
    public void CreateRun_WithoutRecipients_TakesThoseOfTheSettings(string recipients, string expected)
    {
        _options.Recipients["pub-1"] = ["a@example.com"];
        _options.Recipients["pub-2"] = ["other@example.com"];

        Assert.Equal(expected, string.Join(' ', Plan($$"""{"publisherId":"pub-1","reportType":"daily","date":"2026-01-31"{{recipients}}}""").Recipients));
    }

    [Theory]
    [InlineData("\"publisherId\":\"a b\",\"reportType\":\"daily\",\"date\":\"2026-01-31\"", "$.data.publisherId")]
    [InlineData("\"publisherId\":\"p\",\"reportType\":\"Daily\",\"date\":\"2026-01-31\"", "$.data.reportType")]
    [InlineData("\"publisherId\":\"p\",\"reportType\":\"yearly\",\"date\":\"2026-01-31\"", "$.data.reportType")]
    [InlineData("\"publisherId\":\"p\",\"reportType\":\"daily\",\"date\":\"1999-12-31\"", "$.data.date")]
    [InlineData("\"publisherId\":\"p\",\"reportType\":\"daily\",\"date\":\"2026-02-30\"", "$.data.date")]
    [InlineData("\"publisherId\":\"p\",\"reportType\":\"daily\"", "$.data.date")]
    [InlineData("\"publisherId\":\"p\",\"reportType\":\"daily\",\"date\":\"2026-01-31\",\"recipients\":[\"a@example.com\",\"a@b.c\\r\\nBcc: x@y.z\"]", "$.data.recipients[1]")]
    [InlineData("\"publisherId\":\"p\",\"reportType\":\"daily\",\"date\":\"2026-01-31\",\"recipients\":[\"nobody\"]", "$.data.recipients[0]")]
    [InlineData("\"publisherId\":\"p\",\"reportType\":\"daily\",\"date\":\"2026-01-31\",\"recipients\":[\"a@b.c\\u0000\"]", "$.data.recipients[0]")]
    [InlineData("\"publisherId\":\"p\",\"reportType\":\"daily\",\"date\":\"2026-01-31\",\"recipients\":\"a@example.com\"", "$.data.recipients")]
    [InlineData("\"publisherId\":\"p\",\"reportType\":\"daily\",\"date\":\"2026-01-31\",\"title\":\"<b>\"", "$.data.title")]
    public void Read_WhenAValueIsNotValid_NamesItsPath(string data, string path) => Assert.Equal([path], Refused($"{{{data}}}"));

    [Fact]
    public void Read_WithTooManyRecipients_RefusesThem()
    {
        _options.MaxRecipients = 2;

        Assert.Equal(["$.data.recipients"], Refused("""{"publisherId":"p","reportType":"daily","date":"2026-01-31","recipients":["a@b.c","b@b.c","c@b.c"]}"""));
    }

    [Fact]
    public void Read_WithARecipientOfAnotherDomain_RefusesIt()
    {
        _mail.RecipientDomains.Add("example.com");

        Assert.Equal(["$.data.recipients[1]"], Refused("""{"publisherId":"p","reportType":"daily","date":"2026-01-31","recipients":["a@EXAMPLE.com","a@example.org"]}"""));
    }

    [Fact]
    public void Options_HaveTheDefaultsOfTheDocumentation()
    {
        Assert.Equal((100, 4, "", 5), (_options.MaxRecipients, _options.MailsAtOnce, _options.Currency, _options.Attempts));
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(30)), (_options.BackoffDelay, _options.AttemptTimeout));
        Assert.Null(_options.Invalid());
    }

    [Fact]
    public void Options_ThatCannotWork_AreNamed()
    {
        Assert.Contains("MaxRecipients", new ReportGenerationOptions { MaxRecipients = 0 }.Invalid(), StringComparison.Ordinal);
        Assert.Contains("MailsAtOnce", new ReportGenerationOptions { MailsAtOnce = 17 }.Invalid(), StringComparison.Ordinal);
        Assert.Contains("Attempts", new ReportGenerationOptions { Attempts = 26 }.Invalid(), StringComparison.Ordinal);
        Assert.Contains("Currency", new ReportGenerationOptions { Currency = "<b>" }.Invalid(), StringComparison.Ordinal);
        Assert.Contains("AttemptTimeout", new ReportGenerationOptions { AttemptTimeout = TimeSpan.Zero }.Invalid(), StringComparison.Ordinal);
        Assert.Contains("BackoffDelay", new ReportGenerationOptions { BackoffDelay = TimeSpan.FromHours(1) }.Invalid(), StringComparison.Ordinal);
        Assert.Contains("Recipients:p", new ReportGenerationOptions { Recipients = { ["p"] = ["nobody"] } }.Invalid(), StringComparison.Ordinal);
        Assert.Contains("Recipients:p", new ReportGenerationOptions { MaxRecipients = 1, Recipients = { ["p"] = ["a@b.c", "b@b.c"] } }.Invalid(), StringComparison.Ordinal);
    }

    private ReportGenerationPlanContract Plan(string arguments) =>
        ((JobRun<ReportGenerationPlanContract>)Starter().CreateRun(JobRecords.New("job", arguments: arguments))).Plan;

    private IEnumerable<string> Refused(string data)
    {
        var errors = new FieldErrors();
        Assert.Null(Starter().Read(JsonElement.Parse(data), errors));
        return errors.ToDictionary().Keys;
    }

    private ReportGenerationStarter Starter() => new ReportGenerationStarter(Options.Create(_options), Options.Create(_mail));
}
