using System.Text;
using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs;
using FunctionsJobs.Jobs.DailySummary;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail;
using FunctionsJobs.Reports;
using FunctionsJobs.Tests.Histories;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Mail;
using FunctionsJobs.Tests.Reports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Jobs.DailySummary;

/// <summary>The summary of all publishers' day. The clock stands at 2026-01-31, noon.</summary>
public sealed class DailySummaryTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly RecordingMailSender _mail = new();
    private JobHub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await JobHub.StartAsync(services => services.AddSingleton<IMailSender>(_mail));
        Options.Recipients.Add("root@example.com");
        Options.Recipients.Add("ROOT@example.com");
        Options.Recipients.Add("admin@example.com");
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    private DailySummaryOptions Options => _hub.Get<IOptions<DailySummaryOptions>>().Value;

    [Fact]
    public async Task Run_WithoutADate_SumsTheDayBeforeItWasSubmittedUp()
    {
        await AddEventAsync("pub-a", "2026-01-30T00:00:00.000Z", 3);
        await AddEventAsync("pub-b", "2026-01-30T23:59:59.999Z", 4);
        await AddEventAsync("pub-b", "2026-01-29T12:00:00.000Z", 5);
        await AddEventAsync("pub-c", "2026-01-31T00:00:00.000Z", 6);
        await AddEventAsync("pub-d", "2026-01-28T23:59:59.999Z", 7);

        var result = await RunAsync("job", "{}");

        Assert.Equal((new DateOnly(2026, 1, 30), 2, 2L, 7m, 5m), (result.Date, result.Publishers, result.Totals.Impressions, result.Totals.Revenue, result.PreviousTotals.Revenue));
        Assert.Equal(["admin@example.com", "root@example.com"], _mail.Recipients);
        Assert.Equal((2, 0), (result.MailsSent, result.RecipientsRefused));
        var page = SampleReports.Parse(Encoding.UTF8.GetString((await _hub.Get<ReportFiles>().FindAsync(result.Blob, None))!));
        Assert.Equal(["pub-b", "pub-a", "Total"], page.Rows("rows").Select(row => row[0]));
        var (instance, history) = await _hub.HistoryAsync("job");
        StoredHistory.Of(instance, history).Record("daily-summary.1-completed");
    }

    [Fact]
    public async Task Run_OfADay_SumsThatOneUp()
    {
        await AddEventAsync("pub-a", "2026-01-15T07:00:00.000Z", 3);

        Assert.Equal((new DateOnly(2026, 1, 15), 1), ((await RunAsync("job", """{"date":"2026-01-15"}""")).Date, 1));
    }

    [Fact]
    public async Task Run_OfMorePublishersThanAPageOfThem_CountsAll()
    {
        await _hub.Analytics.AddEventsAsync(
            Enumerable.Range(0, 501).Select(i => Event($"pub-{i}", "2026-01-30T07:00:00.000Z", 1)).ToArray(), None);

        Assert.Equal((501, 501L), await RunAsync("job", "{}") is var result ? (result.Publishers, result.Totals.Impressions) : default);
    }

    [Theory]
    [InlineData("""{"date":"yesterday"}""", "$.data.date")]
    [InlineData("""{"date":"1999-01-01"}""", "$.data.date")]
    [InlineData("""{"recipients":["a@example.com"]}""", "$.data.recipients")]
    public void Read_WhenAValueIsNotValid_NamesItsPath(string data, string path)
    {
        var errors = new FieldErrors();
        var starter = _hub.Get<IEnumerable<IJobStarter>>().Single(type => type.Type == "daily-summary");

        Assert.Null(starter.Read(JsonElement.Parse(data), errors));
        Assert.Equal([path], errors.ToDictionary().Keys);
        Assert.True(starter.IsProgramWide);
    }

    [Fact]
    public void Options_HaveTheDefaultsOfTheDocumentation()
    {
        var options = new DailySummaryOptions();

        Assert.Equal((0, 4, 500, "", 5), (options.Recipients.Count, options.MailsAtOnce, options.MaxRows, options.Currency, options.Attempts));
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(30)), (options.BackoffDelay, options.AttemptTimeout));
        Assert.Null(options.Invalid());
        Assert.Contains("Recipients", new DailySummaryOptions { Recipients = ["nobody"] }.Invalid(), StringComparison.Ordinal);
        Assert.Contains("MaxRows", new DailySummaryOptions { MaxRows = 0 }.Invalid(), StringComparison.Ordinal);
    }

    private async Task<DailySummaryResultContract> RunAsync(string id, string arguments)
    {
        await _hub.SubmitAsync(new NewJob
        {
            Id = id,
            Queue = "report-generation",
            Type = "daily-summary",
            Name = "daily-summary",
            Tenant = null,
            Arguments = arguments,
            Priority = 50,
            Policy = JobPolicy.Default,
        });
        var end = await _hub.EndOfAsync(id);
        Assert.True(end.FailureDetails is null, $"{end.FailureDetails}");
        return JsonSerializer.Deserialize((await _hub.FindAsync(id)).Result!, DailySummaryJson.Default.DailySummaryResultContract)!;
    }

    private Task<IngestResult> AddEventAsync(string publisher, string at, int revenue) => _hub.Analytics.AddEventsAsync(new[] { Event(publisher, at, revenue) }, None);

    private static AnalyticsEvent Event(string publisher, string at, int revenue) => new()
    {
        Id = at,
        PublisherId = publisher,
        Type = AnalyticsEventType.Impression,
        AtMilliseconds = DateTimeOffset.Parse(at).ToUnixTimeMilliseconds(),
        RevenueMicros = revenue * Micros.PerUnit,
    };
}
