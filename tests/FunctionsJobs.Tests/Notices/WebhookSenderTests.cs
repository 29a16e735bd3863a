using System.Text;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Notices;
using FunctionsJobs.Outbound;
using FunctionsJobs.Tests.Analytics;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Notices;

public sealed class WebhookSenderTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private static readonly DateTimeOffset _now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly JobNotice _notice = new()
    {
        Id = "job-1:1",
        JobId = "job-1",
        QueueName = "data-export",
        JobName = "export",
        State = "completed",
        AttemptsMade = 1,
        CreatedOn = 1,
        FinishedOn = 2,
        ErrorCode = null,
        StatusUrl = "/api/v1/queues/data-export/jobs/job-1",
    };

    [Fact]
    public async Task SendAsync_WhenTaken_PostsTheSignedNotice()
    {
        await using var receiver = new WebhookReceiver(_ => "200 OK");
        using var sender = Sender(receiver.Port);

        await sender.SendAsync(receiver.Address, "pub-1", _notice, CancellationToken.None);

        var request = Assert.Single(receiver.Requests);
        var body = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.StartsWith("POST /hook HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains($"{WebhookSignature.Header}: {WebhookSignature.Create(Secret, _now, Encoding.UTF8.GetBytes(body))}", request, StringComparison.Ordinal);
        Assert.Contains("Idempotency-Key: job-1:1", request, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"completed\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("errorCode", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("500 Oops", true)]
    [InlineData("503 Busy", true)]
    [InlineData("429 Slow", true)]
    [InlineData("408 Late", true)]
    [InlineData("404 Nobody", false)]
    [InlineData("401 Who", false)]
    [InlineData("302 Found\r\nLocation: http://169.254.169.254/", false)]
    public async Task SendAsync_WhenRefused_SaysWhetherToTryAgain(string answer, bool retryable)
    {
        await using var receiver = new WebhookReceiver(_ => answer);
        using var sender = Sender(receiver.Port);

        var fault = await Assert.ThrowsAsync<JobFaultException>(() => sender.SendAsync(receiver.Address, "pub-1", _notice, CancellationToken.None));

        Assert.Equal(("webhook_refused", retryable), (fault.Fault.Code, fault.Fault.Retryable));
        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task SendAsync_WhenNoAnswerComes_TimesOut()
    {
        await using var receiver = new WebhookReceiver(_ => "");
        using var sender = Sender(receiver.Port, timeoutMs: 300);

        var fault = await Assert.ThrowsAsync<JobFaultException>(() => sender.SendAsync(receiver.Address, "pub-1", _notice, CancellationToken.None));

        Assert.Equal(("webhook_timeout", true), (fault.Fault.Code, fault.Fault.Retryable));
    }

    [Fact]
    public async Task SendAsync_WhenTheTargetIsPrivate_IsBlockedBeforeAnyConnection()
    {
        await using var receiver = new WebhookReceiver(_ => "200 OK");
        using var sender = Sender(allowedPort: null);

        var fault = await Assert.ThrowsAsync<JobFaultException>(() => sender.SendAsync(receiver.Address, "pub-1", _notice, CancellationToken.None));

        Assert.Equal(("blocked_target", false), (fault.Fault.Code, fault.Fault.Retryable));
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public void Refuse_WhenThePublisherHasNoSecret_SaysSo()
    {
        using var sender = Sender(allowedPort: null);

        Assert.Contains("secret", sender.Refuse(new Uri("https://example.com/"), "pub-2"), StringComparison.Ordinal);
        Assert.Contains("secret", sender.Refuse(new Uri("https://example.com/"), null), StringComparison.Ordinal);
        Assert.Null(sender.Refuse(new Uri("https://example.com/"), "pub-1"));
    }

    private static WebhookSender Sender(int? allowedPort, int timeoutMs = 30_000)
    {
        var outbound = Options.Create(new OutboundOptions { AllowedTargets = allowedPort is { } port ? [$"127.0.0.1:{port}"] : [] });
        var rules = new OutboundRules(outbound);
        var notices = Options.Create(new NoticeOptions
        {
            WebhookTimeout = TimeSpan.FromMilliseconds(timeoutMs),
            WebhookSecrets = new Dictionary<string, string> { ["pub-1"] = Secret },
        });
        return new WebhookSender(rules, new OutboundHandlers(rules, outbound), notices, new FixedTimeProvider("2026-01-31T12:00:00.000Z"));
    }
}
