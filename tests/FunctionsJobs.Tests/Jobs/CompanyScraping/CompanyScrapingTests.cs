using System.Text.Json;
using FunctionsJobs.Companies;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs.CompanyScraping;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping;
using FunctionsJobs.Tests.Histories;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Scraping.Harness;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Jobs.CompanyScraping;

public sealed class CompanyScrapingTests : IAsyncLifetime
{
    private const string Page = """
        <html lang="en"><title>Acme</title><meta name="description" content="Anvils since 1949.">
        <script type="application/ld+json">{"@type":"Corporation","name":"Acme","email":"info@acme.example"}</script>
        <p>Do not put this sentence into a history.</p>
        """;

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
    public async Task Run_StoresTheCompanyAndSaysHowMuchWasFound()
    {
        _site.OnPage("/", Page);

        var job = await RunAsync("job", "pub-1");

        Assert.Equal((JobState.Completed, 4, 4), (job.State, job.Progress.Step, job.Progress.Total));
        var result = JsonSerializer.Deserialize(job.Result!, CompanyScrapingJson.Default.CompanyScrapingResultContract)!;
        Assert.Equal(
            (CompanyId.Of("pub-1", "127.0.0.1"), "127.0.0.1", _site.At("/").AbsoluteUri, 200, "created"),
            (result.CompanyId, result.Domain, result.Url, result.Status, result.Outcome));
        Assert.Equal(
            new CompanyScrapingFoundContract
            {
                Title = true, Description = true, Organization = true, Address = false, Emails = 1, Phones = 0, SocialLinks = 0, Technologies = 0,
            },
            result.Found);
        Assert.Equal("Acme", Assert.Single(await ListAsync("pub-1")).Facts.Name);
        Assert.Empty(await ListAsync(null));

        var (instance, history) = await _hub.HistoryAsync("job");
        Assert.DoesNotContain("this sentence", JsonSerializer.Serialize(history), StringComparison.Ordinal);
        StoredHistory.Of(instance, history).Record("company-scraping.1-completed");
    }

    [Fact]
    public async Task Run_Again_SaysWhetherAnythingIsNew()
    {
        _site.OnPage("/", Page);
        var first = await OutcomeAsync("first");
        _hub.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await OutcomeAsync("second");
        _site.OnPage("/", Page.Replace("1949", "1948", StringComparison.Ordinal));
        _hub.Time.Advance(TimeSpan.FromMinutes(1));
        var third = await OutcomeAsync("third");

        Assert.Equal(("created", "unchanged", "updated"), (first, second, third));
    }

    [Fact]
    public async Task Run_WhenTheServerIsDown_TriesAgainWhenItSaid()
    {
        _site.On("/", 503, "Retry-After: 60");
        await SubmitAsync("job", null);
        await _hub.InStateAsync("job", JobState.Retrying);
        _site.OnPage("/", Page);
        await _hub.AdvanceAsync(TimeSpan.FromSeconds(59), timers: 1);
        Assert.Equal(JobState.Retrying, (await _hub.FindAsync("job")).State);
        _hub.Time.Advance(TimeSpan.FromSeconds(2));

        await _hub.EndOfAsync("job");

        Assert.Equal((JobState.Completed, 2), ((await _hub.FindAsync("job")).State, (await _hub.FindAsync("job")).AttemptsMade));
        var (instance, history) = await _hub.HistoryAsync("job");
        StoredHistory.Of(instance, history).Record("company-scraping.1-retried");
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/", "blocked_target")]
    [InlineData("http://localhost:7071/admin/host/status", "blocked_target")]
    public async Task Run_OfAnAddressThatIsNotPublic_FailsAtOnce(string url, string code)
    {
        var job = await RunAsync("job", null, url);

        Assert.Equal((JobState.Failed, code, 1), (job.State, job.Error!.Code, job.AttemptsMade));
    }

    [Fact]
    public async Task Run_WhenTheSiteDisallowsIt_AsksForNothingElse()
    {
        _site.On("/robots.txt", 200, "", "User-agent: *\nDisallow: /").OnPage("/", Page);

        Assert.Equal("robots_disallowed", (await RunAsync("job", null)).Error!.Code);
        Assert.Equal(["/robots.txt"], _site.Paths);
    }

    [Fact]
    public async Task Cancel_DuringTheFetch_EndsTheJobAndStoresNothing()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _site.On("/", (_, cancellation) =>
        {
            asked.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        });
        await SubmitAsync("job", null);
        await asked.Task.WaitAsync(Eventually.Limit);
        await _hub.Jobs.CancelAsync("job", JobFault.Cancelled("job_cancelled", "asked"), new("somebody", null), CancellationToken.None);
        await _hub.Monitor.LookAsync(CancellationToken.None);

        await _hub.InStateAsync("job", JobState.Cancelled);
        Assert.Empty(await ListAsync(null));
    }

    [Theory]
    [InlineData("""{"company_url":"ftp://example.com/"}""", "$.data.company_url")]
    [InlineData("""{"company_url":""}""", "$.data.company_url")]
    [InlineData("""{"company_url":"https://example.com/","priority":101}""", "$.data.priority")]
    [InlineData("""{"company_url":"https://example.com/","companyUrl":"x"}""", "$.data.companyUrl")]
    [InlineData("""{"priority":1}""", "$.data.company_url")]
    public void Read_WhenAValueIsNotValid_NamesItsPath(string data, string path)
    {
        var errors = new FieldErrors();

        Assert.Null(Starter().Read(JsonElement.Parse(data), errors));
        Assert.Equal([path], errors.ToDictionary().Keys);
    }

    [Fact]
    public void Read_CountsTheJobByItsHost()
    {
        var arguments = Starter().Read(JsonElement.Parse("""{"company_url":"https://WWW.Example.com:8443/a","priority":7}"""), new FieldErrors())!;

        Assert.Equal(("example.com", 7, null), (arguments.LimitKey, arguments.Priority, arguments.Tenant));
    }

    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        var options = new CompanyScrapingOptions();

        Assert.Equal((TimeSpan.FromMinutes(5), 3, TimeSpan.FromSeconds(30)), (options.AttemptTimeout, options.Attempts, options.BackoffDelay));
        Assert.Null(options.Invalid(new ScrapingOptions()));
    }

    [Fact]
    public void Invalid_WhenAPageMayTakeLongerThanAnAttempt_NamesBoth()
    {
        var reason = new CompanyScrapingOptions().Invalid(new ScrapingOptions { FetchTimeout = TimeSpan.FromMinutes(5) });

        Assert.Contains("00:05:00", reason, StringComparison.Ordinal);
        Assert.Contains("00:05:05", reason, StringComparison.Ordinal);
    }

    private static CompanyScrapingStarter Starter() => new(Options.Create(new CompanyScrapingOptions()));

    private async Task<string> OutcomeAsync(string id) =>
        JsonSerializer.Deserialize((await RunAsync(id, null)).Result!, CompanyScrapingJson.Default.CompanyScrapingResultContract)!.Outcome;

    private Task<IReadOnlyList<CompanyRecord>> ListAsync(string? tenant) => _hub.Get<ICompanyStore>().ListAsync(tenant, null, 10, CancellationToken.None);

    private async Task<JobRecord> RunAsync(string id, string? tenant, string? url = null)
    {
        await SubmitAsync(id, tenant, url);
        await _hub.EndOfAsync(id);
        return await _hub.FindAsync(id);
    }

    private Task<JobRecord> SubmitAsync(string id, string? tenant, string? url = null) => _hub.SubmitAsync(JobHub.NewJob(id) with
    {
        Queue = "scraping",
        Type = "company",
        Name = "company",
        Tenant = tenant,
        Arguments = $$"""{"company_url":"{{url ?? _site.At("/").AbsoluteUri}}"}""",
        Policy = Starter().DefaultPolicy with { BackoffDelay = TimeSpan.FromSeconds(2) },
    });
}
