using System.Net;
using FunctionsJobs.JobStore;
using FunctionsJobs.Mail;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Queues.Harness;
using FunctionsJobs.Tests.Security.Harness;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Mail;

/// <summary>A link that sets a password reaches its recipient, and nobody else.</summary>
public sealed class SecretLinkTests : IAsyncLifetime
{
    private const string Jobs = "/api/v1/queues/email/jobs";
    private const string Secret = "s3cr3t-4711";

    private readonly LogCapture _log = new();
    private TestApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = new TestApp([], _log);
        await _app.InitializeAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task ResetLink_IsInTheMail_AndInNoLogAndNoAnswer()
    {
        var body = TestApp.Submission(
            """{"jobId":"reset"}""", "password-reset", $$"""{"userEmail":"ada@example.com","resetLink":"https://example.com/reset?token={{Secret}}"}""");
        using var accepted = await _app.PostAsync(body, Jobs);
        Assert.DoesNotContain(Secret, (await accepted.DataAsync(HttpStatusCode.Accepted)).ToString(), StringComparison.Ordinal);
        await Eventually.GetAsync(async () => await _app.Jobs.FindAsync("reset", CancellationToken.None) is { State: JobState.Completed } job ? job : null, "the end of the job");

        var mail = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_app.Get<IOptions<MailOptions>>().Value.Folder, "*.eml")));
        Assert.Contains(Secret, mail.Replace("=\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var path in (string[])[$"{Jobs}/reset", Jobs, "/api/v1/jobs/status/reset", "/api/v1/jobs/list", "/api/v1/admin/jobs", "/api/v1/admin/jobs/reset", "/api/v1/admin/jobs/reset/events"])
        {
            using var answer = await _app.Http.GetAsync(path);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {text}");
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        }

        using var view = await _app.Http.GetAsync($"{Jobs}/reset");
        Assert.Equal("***", (await view.DataAsync(HttpStatusCode.OK)).GetProperty("data").GetProperty("resetLink").GetString());
        Assert.Contains("Job reset sent mail", _log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResetLink_ThatIsRefused_IsNotAnsweredOrLoggedEither()
    {
        using var refused = await _app.PostAsync(
            TestApp.Submission(null, "password-reset", $$"""{"userEmail":"ada@example.com","resetLink":"http://example.com/reset?token={{Secret}}"}"""), Jobs);

        var problem = await refused.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["$.data.resetLink"], problem.Paths());
        Assert.DoesNotContain(Secret, problem.ToString() + _log.Text, StringComparison.Ordinal);
    }
}
