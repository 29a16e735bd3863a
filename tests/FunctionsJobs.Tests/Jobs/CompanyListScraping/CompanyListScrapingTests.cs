using System.Text.Json;
using FunctionsJobs.Companies;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs.CompanyListScraping;
using FunctionsJobs.JobStore;
using FunctionsJobs.Scraping.Lists;
using FunctionsJobs.Tests.Histories;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Scraping.Harness;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Jobs.CompanyListScraping;

public sealed class CompanyListScrapingTests : IAsyncLifetime
{
    private readonly OddSite _site = new();
    private JobHub _hub = null!;

    public async Task InitializeAsync() => _hub = await JobHub.StartAsync(
        new KeyValuePair<string, string?>("Outbound:AllowedTargets:0", _site.Authority));

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task Run_ReadsEveryPageOnce_AndReportsThoseThatFailed()
    {
        _site.OnPage("/1", "<title>One</title>").OnPage("/2", "<title>Two</title>");

        var job = await RunAsync("list", At("/1"), At("/gone"), At("/2"), $"HTTP://{_site.Authority}/1#team", "http://169.254.169.254/latest/");

        Assert.Equal((JobState.Completed, 4, 4), (job.State, job.Progress.Step, job.Progress.Total));
        var result = ResultOf(job);
        Assert.Equal((4, 1, 2, 2, 0), (result.Total, result.Duplicates, result.Succeeded, result.Failed, result.Cancelled));
        Assert.Equal([CompanyId.Of("pub-1", "127.0.0.1")], result.CompanyIds);
        Assert.Equal([(At("/gone"), "http_404"), ("http://169.254.169.254/latest/", "blocked_target")], result.Failures.Select(failure => (failure.Url, failure.Code)));
        Assert.Equal(["/1", "/2", "/gone"], _site.Paths.Where(path => path != "/robots.txt").Order());
        var child = await _hub.FindAsync(JobId.OfChild("list", 2));
        Assert.Equal(("scraping", "company", "127.0.0.1", 81, "pub-1"), (child.Queue, child.Type, child.LimitKey, child.Priority, child.Tenant));

        var (instance, history) = await _hub.HistoryAsync("list");
        StoredHistory.Of(instance, history).Record("company-list-scraping.1-completed");
        Assert.DoesNotContain("/gone\\\"]", JsonSerializer.Serialize(history[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenEveryPageFails_CompletesAndSaysSo()
    {
        var job = await RunAsync("list", At("/a"), At("/b"));

        var result = ResultOf(job);
        Assert.Equal(JobState.Completed, job.State);
        Assert.Equal((2, 0, 2), (result.Total, result.Succeeded, result.Failed));
        Assert.Empty(result.CompanyIds);
    }

    [Fact]
    public async Task Run_WhenOnePagesJobIsCancelled_CountsItAsCancelled()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _site.OnPage("/2", "<title>Two</title>").On("/1", (_, cancellation) =>
        {
            asked.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        });
        await SubmitAsync("list", At("/1"), At("/2"));
        await asked.Task.WaitAsync(Eventually.Limit);
        await _hub.Get<FunctionsJobs.Lifecycle.JobControl>().CancelAsync(_hub.Client, JobId.OfChild("list", 0), new("ada", null), CancellationToken.None);
        await _hub.Monitor.LookAsync(CancellationToken.None);

        await _hub.EndOfAsync("list");

        var result = ResultOf(await _hub.FindAsync("list"));
        Assert.Equal((2, 1, 0, 1), (result.Total, result.Succeeded, result.Failed, result.Cancelled));
    }

    [Theory]
    [InlineData("""{"company_urls":[]}""", "$.data.company_urls")]
    [InlineData("""{"company_urls":["https://a.example/","https://b.example/","https://c.example/","https://d.example/","https://e.example/"]}""", "$.data.company_urls")]
    [InlineData("""{"company_urls":["https://a.example/","https://b.example/","ftp://c.example/"]}""", "$.data.company_urls[2]")]
    [InlineData("""{"company_urls":["https://user:pass@a.example/"]}""", "$.data.company_urls[0]")]
    [InlineData("""{"company_urls":[null]}""", "$.data.company_urls[0]")]
    [InlineData("""{"company_urls":[7]}""", "$.data.company_urls[0]")]
    [InlineData("""{"company_urls":["https://a.example/"],"priority":101}""", "$.data.priority")]
    [InlineData("""{"company_urls":["https://a.example/"],"priority":"high"}""", "$.data.priority")]
    [InlineData("""{"company_urls":["https://a.example/"],"companyUrls":[]}""", "$.data.companyUrls")]
    [InlineData("""{"priority":1}""", "$.data.company_urls")]
    public void Read_WhenAValueIsNotValid_NamesItsPath(string data, string path)
    {
        var errors = new FieldErrors();

        Assert.Null(Starter(maxCompanies: 4).Read(JsonElement.Parse(data), errors));
        Assert.Equal([path], errors.ToDictionary().Keys);
    }

    [Fact]
    public void Read_TakesPriorityAndNoKey()
    {
        var arguments = Starter().Taken("""{"company_urls":["https://a.example/"],"priority":7}""");

        Assert.Equal(("", 7, null), (arguments.LimitKey, arguments.Priority, arguments.Tenant));
    }

    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        var options = new CompanyListScrapingOptions();

        Assert.Equal((1_000, 3, null), (options.MaxCompanies, options.Attempts, options.Invalid()));
        Assert.Contains("is 10001", new CompanyListScrapingOptions { MaxCompanies = 10_001 }.Invalid(), StringComparison.Ordinal);
    }

    private static CompanyListScrapingStarter Starter(int maxCompanies = 1000) => new(Options.Create(new CompanyListScrapingOptions { MaxCompanies = maxCompanies }));

    private static CompanyListResult ResultOf(JobRecord job) => JsonSerializer.Deserialize(job.Result!, CompanyListJson.Default.CompanyListResult)!;

    private string At(string path) => _site.At(path).AbsoluteUri;

    private async Task<JobRecord> RunAsync(string id, params string[] urls)
    {
        await SubmitAsync(id, urls);
        await _hub.EndOfAsync(id);
        return await _hub.FindAsync(id);
    }

    private Task<JobRecord> SubmitAsync(string id, params string[] urls) => _hub.SubmitAsync(JobHub.NewJob(id) with
    {
        Queue = "scraping",
        Type = "companies",
        Name = "companies",
        Priority = 81,
        Arguments = $$"""{"company_urls":{{JsonSerializer.Serialize(urls)}}}""",
        Policy = Starter().DefaultPolicy,
    });
}
