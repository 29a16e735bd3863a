using System.Text.Json;
using FunctionsJobs.Companies;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs.CompanyBatchScraping;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping.Lists;
using FunctionsJobs.Scraping.Search;
using FunctionsJobs.Tests.Histories;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Scraping.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;

namespace FunctionsJobs.Tests.Jobs.CompanyBatchScraping;

public sealed class CompanyBatchScrapingTests : IAsyncDisposable
{
    private readonly OddSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Run_ReadsThePublishersOwnCompaniesAgain()
    {
        await using var hub = await StartAsync();
        _site.OnPage("/acme", "<title>Acme anvils</title>");
        await StoreAsync(hub, "pub-1", _site.At("/acme"), "Acme anvils");
        await StoreAsync(hub, "pub-2", new Uri("http://other.example/"), "Anvils elsewhere");
        hub.Time.Advance(TimeSpan.FromMinutes(1));

        var job = await RunAsync(hub, """{"search_queries":["anvils","acme"],"max_results_per_query":5}""");

        var result = ResultOf(job);
        Assert.Equal((JobState.Completed, 1, 1, 0), (job.State, result.Total, result.Succeeded, result.Failed));
        Assert.Equal([CompanyId.Of("pub-1", "127.0.0.1")], result.CompanyIds);
        var (instance, history) = await hub.HistoryAsync("batch");
        StoredHistory.Of(instance, history).Record("company-batch-scraping.1-completed");
    }

    [Fact]
    public async Task Run_WhenNothingIsFound_CompletesWithNothing()
    {
        await using var hub = await StartAsync();

        var job = await RunAsync(hub, """{"search_queries":["nobody"]}""");

        Assert.Equal((JobState.Completed, 0), (job.State, ResultOf(job).Total));
    }

    [Fact]
    public async Task Run_WhenTheProviderIsDown_SearchesAgain_AndTakesNoMoreThanItAsksFor()
    {
        var calls = 0;
        var search = new Mock<ICompanySearch>(MockBehavior.Strict);
        search.Setup(provider => provider.SearchAsync("pub-1", "anvils", 2, It.IsAny<CancellationToken>())).Returns(() => ++calls == 1
            ? throw new JobFaultException(JobFault.Network("search_down", "No answer."))
            : Task.FromResult<IReadOnlyList<string>>([_site.At("/1").AbsoluteUri, "javascript:alert(1)", _site.At("/3").AbsoluteUri]));
        await using var hub = await StartAsync(search.Object);
        _site.OnPage("/1", "<title>One</title>").OnPage("/3", "<title>Three</title>");

        await SubmitAsync(hub, """{"search_queries":["anvils"],"max_results_per_query":2}""");
        await hub.InStateAsync("batch", JobState.Retrying);
        await hub.AdvanceAsync(JobBackoff.After("batch", 1, Starter().DefaultPolicy));
        await hub.EndOfAsync("batch");

        Assert.Equal((1, 2), (ResultOf(await hub.FindAsync("batch")).Total, calls));
        Assert.DoesNotContain("/3", _site.Paths);
    }

    [Fact]
    public async Task Search_Again_AnswersTheListThatWasKept()
    {
        var search = new Mock<ICompanySearch>();
        search.Setup(provider => provider.SearchAsync(It.IsAny<string?>(), It.IsAny<string>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(["http://a.example/"]);
        await using var hub = await StartAsync(search.Object);
        var files = hub.Get<CompanyUrlFiles>();
        var kept = new CompanyUrls();
        Assert.True(kept.TryAdd("http://b.example/") && kept.TryAdd("http://c.example/"));
        await files.WriteAsync("batch", kept, CancellationToken.None);

        await SubmitAsync(hub, """{"search_queries":["anvils"]}""");
        await Eventually.HoldsAsync(async () => (await hub.Jobs.FindAsync(JobId.OfChild("batch", 1), CancellationToken.None)) is not null, "its children are there");

        Assert.Contains("b.example", (await hub.FindAsync(JobId.OfChild("batch", 0))).Arguments, StringComparison.Ordinal);
        search.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData("""{"search_queries":[]}""", "$.data.search_queries")]
    [InlineData("""{"search_queries":[" "]}""", "$.data.search_queries[0]")]
    [InlineData("""{"search_queries":["a","b\u0000"]}""", "$.data.search_queries[1]")]
    [InlineData("""{"search_queries":["a"],"max_results_per_query":0}""", "$.data.max_results_per_query")]
    [InlineData("""{"search_queries":["a"],"max_results_per_query":101}""", "$.data.max_results_per_query")]
    [InlineData("""{"search_queries":["a","b","c"],"max_results_per_query":20}""", "$.data.max_results_per_query")]
    [InlineData("""{"search_queries":["a"],"priority":-1}""", "$.data.priority")]
    [InlineData("""{"search_queries":["a"],"limit":1}""", "$.data.limit")]
    [InlineData("""{"max_results_per_query":1}""", "$.data.search_queries")]
    public void Read_WhenAValueIsNotValid_NamesItsPath(string data, string path)
    {
        var errors = new FieldErrors();

        Assert.Null(Starter(maxCompanies: 50).Read(JsonElement.Parse(data), errors));
        Assert.Equal([path], errors.ToDictionary().Keys);
    }

    [Fact]
    public void Read_OfAHundredAndOneQueries_IsRefused() =>
        Assert.Equal(["$.data.search_queries"], Starter().Refused($$"""{"search_queries":{{JsonSerializer.Serialize(Enumerable.Repeat("a", 101))}},"max_results_per_query":1}"""));

    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        var options = new CompanyBatchScrapingOptions();

        Assert.Equal((1_000, 3, null), (options.MaxCompanies, options.Attempts, options.Invalid()));
        Assert.Contains("is 0", new CompanyBatchScrapingOptions { MaxCompanies = 0 }.Invalid(), StringComparison.Ordinal);
    }

    private static CompanyBatchScrapingStarter Starter(int maxCompanies = 1000) => new(Options.Create(new CompanyBatchScrapingOptions { MaxCompanies = maxCompanies }));

    private static CompanyListResult ResultOf(JobRecord job) => JsonSerializer.Deserialize(job.Result!, CompanyListJson.Default.CompanyListResult)!;

    private static Task<CompanyWrite> StoreAsync(JobHub hub, string tenant, Uri url, string name) =>
        hub.Get<ICompanyStore>().UpsertAsync(tenant, new ScrapedCompany { Url = url.AbsoluteUri, FetchedAt = hub.Time.Now, Name = name }, CancellationToken.None);

    private static async Task<JobRecord> RunAsync(JobHub hub, string data)
    {
        await SubmitAsync(hub, data);
        await hub.EndOfAsync("batch");
        return await hub.FindAsync("batch");
    }

    private static Task<JobRecord> SubmitAsync(JobHub hub, string data) => hub.SubmitAsync(JobHub.NewJob("batch") with
    {
        Queue = "scraping",
        Type = "batch",
        Name = "batch",
        Arguments = data,
        Policy = Starter().DefaultPolicy,
    });

    private Task<JobHub> StartAsync(ICompanySearch? search = null) => JobHub.StartAsync(
        services => _ = search is null ? services : services.AddSingleton(search),
        new KeyValuePair<string, string?>("Outbound:AllowedTargets:0", _site.Authority));
}
