using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.Tests.Mail;

namespace FunctionsJobs.EndToEnd.Reports;

/// <summary>Reports that are mailed by the built program over SMTP, while it, or the mail server, is killed.</summary>
public sealed partial class ReportMailTests : IDisposable
{
    private const string Jobs = "/api/v1/queues/report-generation/jobs";
    private const int Recipients = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Report_WhenTheProcessIsKilledWhileItMails_ReachesEachRecipientOnce()
    {
        await using var sink = new SmtpSink();
        foreach (var stopAt in (int[])[3, 4, 11])
        {
            var held = Hold(sink, stopAt);
            await using var app = await RunningApp.StartAsync(_data, Settings(sink.Port));
            await SubmitAsync(app);
            await held.WaitAsync(Limit);
            await app.KillAsync();
            Assert.Equal(stopAt, sink.Mails.Count);
        }

        sink.WhenNamed = _ => Task.CompletedTask;
        await using (var app = await RunningApp.StartAsync(_data, Settings(sink.Port)))
        {
            await AssertMailedAsync(app, () => sink.Mails);
        }
    }

    // The window that no ledger can close: the server has the mail, and the sender died before it was told. Receivers know the two by their Message-ID.
    [Fact]
    public async Task Report_WhenTheProcessIsKilledBeforeItIsToldThatAMailWasTaken_SendsThatOneAgainUnderTheSameId()
    {
        await using var sink = new SmtpSink();
        var taken = new TaskCompletionSource();
        sink.WhenTaken = _ =>
        {
            if (sink.Mails.Count < 5)
            {
                return Task.CompletedTask;
            }

            taken.TrySetResult();
            return new TaskCompletionSource().Task;
        };
        await using (var app = await RunningApp.StartAsync(_data, Settings(sink.Port)))
        {
            await SubmitAsync(app);
            await taken.Task.WaitAsync(Limit);
            await app.KillAsync();
        }

        sink.WhenTaken = _ => Task.CompletedTask;
        await using (var app = await RunningApp.StartAsync(_data, Settings(sink.Port)))
        {
            var job = await app.WaitForJobAsync("mailed", Limit, Jobs);
            Assert.True(job.GetProperty("state").GetString() == "completed", $"{job}\n{app.Tail()}");
        }

        var twice = Assert.Single(sink.Mails.GroupBy(RecipientOf), mails => mails.Count() > 1);
        Assert.Equal(2, twice.Count());
        Assert.Single(twice.Select(IdOf).Distinct());
        Assert.Equal(Recipients, sink.Mails.Select(RecipientOf).Distinct().Count());
        Assert.Equal(Recipients + 1, sink.Mails.Count);
    }

    [Fact]
    public async Task Report_WhenTheMailServerIsKilledAndComesBack_ReachesEachRecipientOnce()
    {
        var first = new SmtpSink();
        var port = first.Port;
        var held = Hold(first, 7);
        await using var app = await RunningApp.StartAsync(_data, Settings(port));
        await SubmitAsync(app);
        await held.WaitAsync(Limit);
        await first.DisposeAsync();
        await RetryingAsync(app);

        await using var second = new SmtpSink(port: port);
        await AssertMailedAsync(app, () => [.. first.Mails, .. second.Mails]);
    }

    private static Task Hold(SmtpSink sink, int afterMails)
    {
        var held = new TaskCompletionSource();
        sink.WhenNamed = _ =>
        {
            if (sink.Mails.Count < afterMails)
            {
                return Task.CompletedTask;
            }

            held.TrySetResult();
            return new TaskCompletionSource().Task;
        };
        return held.Task;
    }

    /// <summary>One mail at a time: when the server holds one, all before it are known to be sent.</summary>
    private static Dictionary<string, string> Settings(int port) => new()
    {
        ["Mail__Host"] = "127.0.0.1",
        ["Mail__Port"] = $"{port}",
        ["Mail__StartTls"] = "false",
        ["Mail__Timeout"] = "00:00:03",
        ["Jobs__ReportGeneration__MailsAtOnce"] = "1",
        ["Jobs__ReportGeneration__Attempts"] = "25",
        ["Jobs__ReportGeneration__BackoffDelay"] = "00:00:01",
    };

    private static async Task SubmitAsync(RunningApp app)
    {
        var body = JsonSerializer.Serialize(new
        {
            jobName = "report",
            data = new
            {
                publisherId = "pub-1",
                reportType = "weekly",
                date = "2026-01-28",
                recipients = Enumerable.Range(0, Recipients).Select(i => $"reader-{i}@example.com"),
            },
            options = new { jobId = "mailed" },
        });
        using var answer = await app.PostAsync(Jobs, body);
        Assert.True(answer.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.OK, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task RetryingAsync(RunningApp app)
    {
        var started = TimeProvider.System.GetTimestamp();
        while ((await app.GetDataAsync($"{Jobs}/mailed")).GetProperty("error").ValueKind == JsonValueKind.Null)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, $"no attempt failed:\n{app.Tail()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private static async Task AssertMailedAsync(RunningApp app, Func<IReadOnlyList<string>> mails)
    {
        var job = await app.WaitForJobAsync("mailed", Limit, Jobs);
        Assert.True(job.GetProperty("state").GetString() == "completed", $"{job}\n{app.Tail()}");
        Assert.Equal(Recipients, job.GetProperty("result").GetProperty("mailsSent").GetInt32());
        Assert.Equal(
            Enumerable.Range(0, Recipients).Select(i => $"reader-{i}@example.com").Order(StringComparer.Ordinal),
            mails().Select(RecipientOf).Order(StringComparer.Ordinal));
    }

    private static string RecipientOf(string mail) => To().Match(mail).Groups["to"].Value;

    private static string IdOf(string mail) => MessageId().Match(mail).Value;

    [GeneratedRegex("^To: (?<to>[^\r\n]+)", RegexOptions.Multiline)]
    private static partial Regex To();

    [GeneratedRegex("^Message-ID: [^\r\n]+", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageId();
}
