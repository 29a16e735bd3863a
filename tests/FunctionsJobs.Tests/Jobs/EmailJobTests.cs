using System.Text.Json;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs;
using FunctionsJobs.Jobs.NotificationEmail;
using FunctionsJobs.Jobs.PasswordResetEmail;
using FunctionsJobs.Jobs.WelcomeEmail;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail;
using FunctionsJobs.Tests.Histories;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Jobs;

/// <summary>The three jobs of the queue <c>email</c>, which differ in what they say only.</summary>
public sealed class EmailJobTests : IAsyncLifetime
{
    private const string Welcome = """{"userEmail":"ada@example.com","userName":"Ada"}""";
    private const string Reset = """{"resetLink":"https://example.com/reset?token=s3cr3t","userEmail":"ada@example.com"}""";
    private const string Notification = """{"body":"All is well.","subject":"News","userEmail":"ada@example.com"}""";

    private readonly RecordingMailSender _mail = new();
    private JobHub _hub = null!;

    public async Task InitializeAsync() => _hub = await JobHub.StartAsync(services => services.AddSingleton<IMailSender>(_mail));

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Theory]
    [InlineData("welcome", Welcome, "Welcome to FunctionsJobs")]
    [InlineData("password-reset", Reset, "Set a new password for FunctionsJobs")]
    [InlineData("notification", Notification, "News")]
    public async Task Run_SendsTheMailAndNamesIt(string type, string data, string subject)
    {
        await SubmitAsync("job", type, data);
        await _hub.EndOfAsync("job");

        var mail = Assert.Single(_mail.Mails);
        Assert.Equal(("ada@example.com", subject), (mail.To, mail.Subject));
        var result = JsonElement.Parse((await _hub.FindAsync("job")).Result!);
        Assert.Equal(MailMessages.IdOf(mail.Key, new MailOptions()), result.GetProperty("messageId").GetString());
        var (instance, history) = await _hub.HistoryAsync("job");
        Assert.DoesNotContain(history, record => record.Payload?.Contains("ada@example.com", StringComparison.Ordinal) == true);
        Assert.DoesNotContain("ada@example.com", $"{instance.Input}{instance.Output}", StringComparison.Ordinal);
        StoredHistory.Of(instance, history).Record($"{type}-email.1-completed");
    }

    [Fact]
    public async Task Run_WhenTheMailServerIsDown_TriesAgainAndSendsOnce()
    {
        _mail.Fails = _ => new MailException("down", isTransient: true);
        await SubmitAsync("job", "welcome", Welcome);
        await _hub.InStateAsync("job", JobState.Retrying);
        _mail.Fails = _ => null;

        await _hub.AdvanceAsync(JobBackoff.After("job", 1, JobPolicy.Default), timers: 1);
        await _hub.EndOfAsync("job");

        Assert.Single(_mail.Mails);
        Assert.Equal((JobState.Completed, 2), ((await _hub.FindAsync("job")).State, (await _hub.FindAsync("job")).AttemptsMade));
    }

    [Fact]
    public async Task Run_WhenTheMailWasSentBeforeTheAttemptFailed_SendsNothingMore()
    {
        var failures = 1;
        _hub.Functions.Activity(nameof(SendWelcomeEmailActivity), async (string jobId) =>
        {
            var sent = await new SendWelcomeEmailActivity(
                _hub.Get<FunctionsJobs.Mail.Delivery.JobMails>(), new JobExecution(), Microsoft.Extensions.Logging.Abstractions.NullLogger<SendWelcomeEmailActivity>.Instance).RunAsync(jobId);
            return Interlocked.Decrement(ref failures) >= 0 ? throw new IOException("the answer was lost") : sent;
        });

        await SubmitAsync("job", "welcome", Welcome);
        await _hub.InStateAsync("job", JobState.Retrying);
        await _hub.AdvanceAsync(JobBackoff.After("job", 1, JobPolicy.Default), timers: 1);
        await _hub.EndOfAsync("job");

        Assert.Equal(JobState.Completed, (await _hub.FindAsync("job")).State);
        Assert.Single(_mail.Mails);
    }

    [Fact]
    public async Task Run_WhenTheRecipientIsRefused_FailsWithoutAnotherAttempt()
    {
        _mail.Fails = _ => new MailException("no such user", isTransient: false);
        await SubmitAsync("job", "notification", Notification);
        await _hub.EndOfAsync("job");

        var job = await _hub.FindAsync("job");
        Assert.Equal((JobState.Failed, "mail_refused", 1), (job.State, job.Error!.Code, job.AttemptsMade));
    }

    [Fact]
    public async Task Run_OfAJobWhoseIdWasFreedByARemoval_SendsItsOwnMail()
    {
        await SubmitAsync("job", "welcome", Welcome);
        await _hub.InStateAsync("job", JobState.Completed);
        await _hub.EndOfAsync("job");
        _hub.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await _hub.Get<JobRemover>().RemoveAsync(_hub.Client, "job", new JobActor("ada", null), CancellationToken.None));

        await SubmitAsync("job", "welcome", Welcome);
        await _hub.InStateAsync("job", JobState.Completed);

        Assert.Equal(2, _mail.Mails.Select(mail => mail.Key).Distinct().Count());
    }

    [Theory]
    [InlineData("welcome", """{"userEmail":"a@b.c\r\nBcc: x@y.z","userName":"Ada"}""", "$.data.userEmail")]
    [InlineData("welcome", """{"userEmail":"Ada <a@b.c>","userName":"Ada"}""", "$.data.userEmail")]
    [InlineData("welcome", """{"userEmail":"a@b.c,x@y.z","userName":"Ada"}""", "$.data.userEmail")]
    [InlineData("welcome", """{"userEmail":"a@b.c","userName":"Ada\nBcc: x@y.z"}""", "$.data.userName")]
    [InlineData("welcome", """{"userEmail":"a@b.c","userName":"Ada\u0000"}""", "$.data.userName")]
    [InlineData("welcome", """{"userEmail":"a@b.c","userName":" "}""", "$.data.userName")]
    [InlineData("welcome", """{"userEmail":"a@b.c"}""", "$.data.userName")]
    [InlineData("welcome", """{"userEmail":"a@b.c","userName":"Ada","from":"x@y.z"}""", "$.data.from")]
    [InlineData("password-reset", """{"userEmail":"a@b.c","resetLink":"http://example.com/"}""", "$.data.resetLink")]
    [InlineData("password-reset", """{"userEmail":"a@b.c","resetLink":"javascript:alert(1)"}""", "$.data.resetLink")]
    [InlineData("password-reset", """{"userEmail":"a@b.c","resetLink":"/reset"}""", "$.data.resetLink")]
    [InlineData("password-reset", """{"userEmail":"a@b.c","resetLink":"https://user:pass@example.com/"}""", "$.data.resetLink")]
    [InlineData("password-reset", """{"userEmail":"a@b.c","resetLink":"https://example.com/\r\nX: y"}""", "$.data.resetLink")]
    [InlineData("notification", """{"userEmail":"a@b.c","subject":"a\r\nBcc: x@y.z","body":"b"}""", "$.data.subject")]
    [InlineData("notification", """{"userEmail":"a@b.c","subject":"a\u0000","body":"b"}""", "$.data.subject")]
    [InlineData("notification", """{"userEmail":"a@b.c","subject":"a","body":""}""", "$.data.body")]
    [InlineData("notification", """{"userEmail":"a@b.c","subject":"a","body":"b\u0000"}""", "$.data.body")]
    [InlineData("notification", """{"userEmail":"a@b.c","subject":"a","body":"b\u001b[2J"}""", "$.data.body")]
    public void Read_WhenAValueIsNotValid_NamesItsPath(string type, string data, string path)
    {
        var errors = new FieldErrors();

        Assert.Null(Starter(type).Read(JsonElement.Parse(data), errors));
        Assert.Equal([path], errors.ToDictionary().Keys);
        Assert.DoesNotContain(errors.ToDictionary().Values.SelectMany(messages => messages), message => message.Contains("example.com/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("welcome")]
    [InlineData("password-reset")]
    [InlineData("notification")]
    public void Read_WithARecipientOfAnotherDomain_RefusesIt(string type)
    {
        _hub.Get<IOptions<MailOptions>>().Value.RecipientDomains.Add("example.org");
        var errors = new FieldErrors();

        Assert.Null(Starter(type).Read(JsonElement.Parse(type switch { "welcome" => Welcome, "password-reset" => Reset, _ => Notification }), errors));
        Assert.Equal(["$.data.userEmail"], errors.ToDictionary().Keys);
    }

    [Theory]
    [InlineData("http://localhost/reset", true, "", true)]
    [InlineData("http://localhost/reset", false, "", false)]
    [InlineData("https://example.com/reset", false, "example.com", true)]
    [InlineData("https://EXAMPLE.com/reset", false, "example.com", true)]
    [InlineData("https://example.com.evil.test/reset", false, "example.com", false)]
    [InlineData("https://evil.test/?example.com", false, "example.com", false)]
    public void RefuseLink_KeepsToTheSettings(string link, bool allowHttp, string host, bool isAllowed)
    {
        var options = new PasswordResetEmailOptions { AllowHttp = allowHttp, LinkHosts = host.Length > 0 ? [host] : [] };

        Assert.Equal(isAllowed, options.RefuseLink(link) is null);
    }

    [Fact]
    public void Options_HaveTheDefaultsOfTheDocumentation()
    {
        var (welcome, reset, notification) = (new WelcomeEmailOptions(), new PasswordResetEmailOptions(), new NotificationEmailOptions());

        Assert.All([welcome.Attempts, reset.Attempts, notification.Attempts], attempts => Assert.Equal(5, attempts));
        Assert.All([welcome.BackoffDelay, reset.BackoffDelay, notification.BackoffDelay], delay => Assert.Equal(TimeSpan.FromSeconds(10), delay));
        Assert.All([welcome.AttemptTimeout, reset.AttemptTimeout, notification.AttemptTimeout], limit => Assert.Equal(TimeSpan.FromMinutes(30), limit));
        Assert.All([welcome.Invalid(), reset.Invalid(), notification.Invalid()], Assert.Null);
        Assert.All([new WelcomeEmailOptions { Attempts = 0 }.Invalid(), new PasswordResetEmailOptions { Attempts = 26 }.Invalid()], Assert.NotNull);
        Assert.NotNull(new NotificationEmailOptions { AttemptTimeout = TimeSpan.Zero }.Invalid());
        Assert.Equal((0, false), (reset.LinkHosts.Count, reset.AllowHttp));
    }

    private IJobStarter Starter(string type) => _hub.Get<IEnumerable<IJobStarter>>().Single(starter => starter is { Queue: "email" } && starter.Type == type);

    private Task<JobRecord> SubmitAsync(string id, string type, string arguments) => _hub.SubmitAsync(new NewJob
    {
        Id = id,
        Queue = "email",
        Type = type,
        Name = type,
        Tenant = null,
        Arguments = arguments,
        Priority = 75,
        Policy = JobPolicy.Default,
    });
}
