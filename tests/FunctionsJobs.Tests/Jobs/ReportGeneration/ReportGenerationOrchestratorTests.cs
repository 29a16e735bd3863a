using System.Text;
using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.Jobs.ReportGeneration;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail;
using FunctionsJobs.Reports;
using FunctionsJobs.Tests.Histories;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Mail;
using FunctionsJobs.Tests.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Tests.Jobs.ReportGeneration;

public sealed class ReportGenerationOrchestratorTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly JobPolicy Policy = JobPolicy.Default with { Timeout = TimeSpan.FromHours(1) };
    private static readonly MailException Down = new("down", isTransient: true);
    private static readonly MailException Refused = new("no such user", isTransient: false);
    private readonly RecordingMailSender _mail = new();
    private JobHub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await JobHub.StartAsync(services => services.AddSingleton<IMailSender>(_mail));
        await _hub.Analytics.AddEventsAsync(Events().ToArray(), None);
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Run_WritesTheReportAndMailsItToEachRecipient()
    {
        var result = await RunAsync("job", ["a@example.com", "b@example.com", "A@EXAMPLE.COM"]);

        Assert.Equal(["a@example.com", "b@example.com"], _mail.Recipients);
        Assert.Equal((2, 0), (result.MailsSent, result.RefusedRecipients.Count));
        Assert.Equal((At("2026-01-19"), At("2026-01-26")), (result.From, result.To));
        Assert.Equal((7L, 7L, 7.000021m), (result.Totals.Requests, result.Totals.Impressions, result.Totals.Revenue));
        Assert.Equal((1L, 1L), (result.PreviousTotals.Requests, result.PreviousTotals.Impressions));

        var page = Encoding.UTF8.GetString((await _hub.Get<ReportFiles>().FindAsync(result.Blob, None))!);
        Assert.Equal(result.Bytes, Encoding.UTF8.GetByteCount(page));
        Assert.Equal("Total", SampleReports.Parse(page).Rows("rows")[7][0]);
        Assert.Equal("7", SampleReports.Parse(page).Rows("rows")[7][2]);
        Assert.All(_mail.Mails, mail => Assert.Equal(page, Encoding.UTF8.GetString(mail.Attachments.Single().Content.Span)));
        Assert.Equal(new JobProgress(3, 3, "Mailed"), (await _hub.FindAsync("job")).Progress);
        await RecordAsync("job", "report-generation.1-completed");
    }

    [Fact]
    public async Task Run_WithoutRecipients_MailsNobody()
    {
        var result = await RunAsync("job", []);

        Assert.Empty(_mail.Mails);
        Assert.Equal(0, result.MailsSent);
    }

    [Fact]
    public async Task Run_OfAPeriodWithoutEvents_WritesAnEmptyReport()
    {
        var result = await RunAsync("job", [], date: "2025-06-01");

        Assert.Equal((0L, null, null), (result.Totals.Requests, result.Totals.Ctr, result.PreviousTotals.FillRate));
    }

    [Fact]
    public async Task Run_OfTheSameDataUnderAnotherId_WritesTheSamePageButForTheId()
    {
        var first = await _hub.Get<ReportFiles>().FindAsync((await RunAsync("job-1", [])).Blob, None);
        var second = await _hub.Get<ReportFiles>().FindAsync((await RunAsync("job-2", [])).Blob, None);

        Assert.Equal(Encoding.UTF8.GetString(first!), Encoding.UTF8.GetString(second!).Replace("job-2", "job-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WhenTheMailServerIsDownForSome_MailsThoseInTheNextAttemptAndNobodyTwice()
    {
        _mail.Fails = to => to is "c@example.com" or "d@example.com" ? Down : null;
        await StartAsync("job", Recipients(5), mailsAtOnce: 1);
        await _hub.InStateAsync("job", JobState.Retrying);
        Assert.Equal(["a@example.com", "b@example.com"], _mail.Recipients);

        _mail.Fails = _ => null;
        await _hub.AdvanceAsync(JobBackoff.After("job", 1, Policy), timers: 1);
        var result = await ResultAsync("job");

        Assert.Equal(Recipients(5), _mail.Recipients);
        Assert.Equal(5, result.MailsSent);
        Assert.Equal((1, 6), (_hub.Functions.RunsOf(nameof(WriteReportActivity)), _hub.Functions.RunsOf(nameof(MailReportActivity))));
        await RecordAsync("job", "report-generation.1-retried");
    }

    [Fact]
    public async Task Run_WhenTheMailServerStaysDown_FailsWithItsFault_AndARetryByHandMailsTheOthersOnly()
    {
        _mail.Fails = to => to == "b@example.com" ? Down : null;
        await StartAsync("job", Recipients(3), policy: Policy with { Attempts = 1 });
        await _hub.EndOfAsync("job");
        Assert.Equal((JobState.Failed, "mail_unavailable"), ((await _hub.FindAsync("job")).State, (await _hub.FindAsync("job")).Error!.Code));
        Assert.DoesNotContain("b@example.com", _mail.Recipients);

        _mail.Fails = _ => null;
        await _hub.Get<JobControl>().RetryAsync(_hub.Client, "job", new JobActor("ada", null), None);
        await _hub.InStateAsync("job", JobState.Completed);

        Assert.Equal(Recipients(3), _mail.Recipients);
    }

    [Fact]
    public async Task Run_WhenARecipientIsRefused_MailsTheOthersAndSaysWho()
    {
        _mail.Fails = to => to == "b@example.com" ? Refused : null;

        var result = await RunAsync("job", Recipients(3));

        Assert.Equal(["a@example.com", "c@example.com"], _mail.Recipients);
        Assert.Equal((2, "b@example.com"), (result.MailsSent, Assert.Single(result.RefusedRecipients)));
    }

    [Fact]
    public async Task Run_WhenEveryRecipientIsRefused_Fails()
    {
        _mail.Fails = _ => Refused;
        await StartAsync("job", Recipients(2));
        await _hub.EndOfAsync("job");

        Assert.Equal("recipients_refused", (await _hub.FindAsync("job")).Error!.Code);
        await RecordAsync("job", "report-generation.1-failed");
    }

    [Fact]
    public async Task Run_WhenEventsCameAfterTheRollUps_CountsThem()
    {
        foreach (var day in new UtcRange(At("2026-01-12"), At("2026-01-26")).Days())
        {
            await _hub.Analytics.RollUpHoursAsync("pub-1", day, None);
        }

        await _hub.Analytics.AddEventsAsync(new[] { Event("late", AnalyticsEventType.Click, At("2026-01-25").AddHours(23.99), 5) }, None);

        Assert.Equal(1, (await RunAsync("job", [])).Totals.Clicks);
    }

    [Fact]
    public async Task Remove_TakesTheReportAlong()
    {
        var blob = (await RunAsync("job", [])).Blob;

        Assert.True(await _hub.Get<JobRemover>().RemoveAsync(_hub.Client, "job", new JobActor("ada", null), None));

        Assert.Null(await _hub.Get<ReportFiles>().FindAsync(blob, None));
    }

    [Fact]
    public async Task Run_KeepsWhatItsHistoryHoldsSmall()
    {
        await RunAsync("job", Recipients(20));

        var (_, history) = await _hub.HistoryAsync("job");
        Assert.All(history, record => Assert.InRange((record.Payload ?? "").Length, 0, 1600));
    }

    private static string[] Recipients(int count) => [.. Enumerable.Range(0, count).Select(i => $"{(char)('a' + i)}@example.com")];

    private async Task<ReportGenerationResultContract> RunAsync(string id, string[] recipients, string date = "2026-01-20")
    {
        await StartAsync(id, recipients, date);
        return await ResultAsync(id);
    }

    private Task<JobRecord> StartAsync(string id, string[] recipients, string date = "2026-01-20", JobPolicy? policy = null, int mailsAtOnce = 4)
    {
        _hub.Get<Microsoft.Extensions.Options.IOptions<ReportGenerationOptions>>().Value.MailsAtOnce = mailsAtOnce;
        return _hub.SubmitAsync(new NewJob
        {
            Id = id,
            Queue = "report-generation",
            Type = "report",
            Name = "report",
            Tenant = "pub-1",
            Arguments = $$"""{"date":"{{date}}","publisherId":"pub-1","recipients":{{JsonSerializer.Serialize(recipients)}},"reportType":"weekly"}""",
            Priority = 50,
            Policy = policy ?? Policy,
        });
    }

    private async Task<ReportGenerationResultContract> ResultAsync(string id)
    {
        var end = await _hub.EndOfAsync(id);
        Assert.True(end.FailureDetails is null, $"{end.FailureDetails}");
        return JsonSerializer.Deserialize((await _hub.FindAsync(id)).Result!, ReportGenerationJson.Default.ReportGenerationResultContract)!;
    }

    private async Task RecordAsync(string id, string name)
    {
        var (instance, history) = await _hub.HistoryAsync(id);
        StoredHistory.Of(instance, history).Record(name);
    }

    // A request and an impression each day of the week from 19 January, one each on the last day before it and the first after it; another publisher's beside them.
    private static IEnumerable<AnalyticsEvent> Events() =>
        from day in Enumerable.Range(-1, 9)
        from type in (AnalyticsEventType[])[AnalyticsEventType.Request, AnalyticsEventType.Impression]
        from publisher in (string[])["pub-1", "pub-2"]
        let at = day switch { < 0 => At("2026-01-19").AddMilliseconds(-1), > 6 => At("2026-01-26"), _ => At("2026-01-19").AddDays(day).AddHours(3 * day) }
        select Event($"{type}-{day}", type, at, type == AnalyticsEventType.Request ? 0 : 1_000_000 + day, publisher);

    private static AnalyticsEvent Event(string id, AnalyticsEventType type, DateTimeOffset at, long revenue, string publisher = "pub-1") => new()
    {
        Id = id,
        PublisherId = publisher,
        Type = type,
        AtMilliseconds = at.ToUnixTimeMilliseconds(),
        RevenueMicros = revenue,
    };

    private static DateTimeOffset At(string day) => DateTimeOffset.Parse($"{day}T00:00Z");
}
