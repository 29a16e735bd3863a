using System.Text.Json;
using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Mail;
using FunctionsJobs.Tests.Servers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FunctionsJobs.EndToEnd.Dashboard;

[NeedsChromium]
[Collection(DashboardCollection.Name)]
public sealed class JobsOnThePageTests(DashboardHost host)
{
    [Fact]
    public async Task Page_WhenAJobCompletes_ShowsItAndItsQueuesCountsByItself()
    {
        await using var tab = await host.OpenAsync(Role.Viewer);
        await tab.Page.EvaluateAsync("window.isSamePage = true");
        var job = await host.SubmitAsync("aggregate");
        Assert.Equal("completed", await host.EndOfAsync(job));
        var queue = (await host.App.GetDataAsync("/api/v1/queues/metrics")).EnumerateArray().Single(IsAggregation);
        await tab.LetTimePassAsync();

        await Expect(tab.Row(job)).ToContainTextAsync("completed");
        await Expect(tab.Row(job)).ToContainTextAsync("100 %");
        var counts = new[] { "open", Count(queue, "waiting"), Count(queue, "active"), Count(queue, "delayed"), Count(queue, "failed"), Count(queue, "completed") };
        foreach (var (text, index) in counts.Select((text, index) => (text, index)))
        {
            await Expect(tab.Row("analytics-aggregation").GetByRole(AriaRole.Cell).Nth(index + 1)).ToHaveTextAsync(text);
        }

        var shown = await tab.OpenJobAsync(job);
        await Expect(shown).ToContainTextAsync("pub-1");
        await Expect(shown).ToContainTextAsync("first attempt began");
        await Expect(tab.Button("Cancel")).ToHaveCountAsync(0);
        await Expect(tab.Button("Retry")).ToHaveCountAsync(0);
        Assert.True(await tab.Page.EvaluateAsync<bool>("window.isSamePage === true"));
        tab.AssertNothingWentWrong();
    }

    [Fact]
    public async Task Retry_OfAFailedJob_RunsItAgain()
    {
        string job;
        await using (new SmtpSink("550 no such reader", host.MailPort))
        {
            job = await host.SubmitMailAsync("News", "Text");
            Assert.Equal("failed", await host.EndOfAsync(job, DashboardHost.MailJobs));
        }

        await using var sink = new SmtpSink(port: host.MailPort);
        await using var tab = await host.OpenAsync(Role.Operator);
        await Expect(tab.Row(job)).ToContainTextAsync("failed");
        var shown = await tab.OpenJobAsync(job);
        await Expect(shown).ToContainTextAsync("mail_refused");
        await tab.Button("Retry").ClickAsync();

        await Expect(tab.Page.Locator("#job-message")).ToBeVisibleAsync();
        Assert.Equal("completed", await host.EndOfAsync(job, DashboardHost.MailJobs));
        Assert.Single(sink.Mails);
        await tab.LetTimePassAsync();
        await Expect(shown.Locator(".state")).ToContainTextAsync("completed");
        tab.AssertNothingWentWrong();
    }

    [Fact]
    public async Task Cancel_OfAWaitingJob_CancelsIt()
    {
        await SetQueueAsync("pause");
        try
        {
            var job = await host.SubmitAsync("aggregate");
            await using var tab = await host.OpenAsync(Role.Operator);
            await Expect(tab.Row("analytics-aggregation")).ToContainTextAsync("paused");
            await Expect(tab.Row(job)).ToContainTextAsync("pending");
            var shown = await tab.OpenJobAsync(job);
            await tab.Button("Cancel").ClickAsync();

            await Expect(shown.Locator(".state")).ToContainTextAsync("cancelled");
            await Expect(tab.Page.Locator("#jobs")).ToContainTextAsync("cancelled");
            await Expect(tab.Button("Retry")).ToBeVisibleAsync();
            await Expect(tab.Button("Close")).ToBeFocusedAsync();
            Assert.Equal("cancelled", await host.EndOfAsync(job));
            tab.AssertNothingWentWrong();
        }
        finally
        {
            await SetQueueAsync("resume");
        }
    }

    private async Task SetQueueAsync(string action)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/queues/analytics-aggregation/{action}");
        request.Headers.Authorization = new("Bearer", host.App.NewToken(Role.Admin));
        using var answer = await host.App.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static bool IsAggregation(JsonElement queue) => queue.GetProperty("queueName").GetString() == "analytics-aggregation";

    private static string Count(JsonElement queue, string name) => $"{queue.GetProperty(name).GetInt64()}";
}
