using System.Text.Json;
using FunctionsJobs.Companies;
using FunctionsJobs.Companies.Work;
using FunctionsJobs.Jobs.CompanyEnriching;
using FunctionsJobs.Jobs.CompanyProcessing;
using FunctionsJobs.Jobs.CompanyReporting;
using FunctionsJobs.Jobs.CompanyScoring;
using FunctionsJobs.Jobs.CompanySegmentation;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Lifecycle.Harness;
using static FunctionsJobs.Tests.Companies.SampleCompanies;

namespace FunctionsJobs.Tests.Jobs.Companies;

public sealed class CompanyJobTests : IAsyncLifetime
{
    private JobHub _hub = null!;

    private ICompanyStore Store => _hub.Get<ICompanyStore>();

    public async Task InitializeAsync()
    {
        _hub = await JobHub.StartAsync(new KeyValuePair<string, string?>("Companies:BatchSize", "2"));
        foreach (var tenant in (string?[])["pub-1", "pub-2", null])
        {
            await Store.UpsertAsync(tenant, Whole("https://acme.de/") with { Description = $"secret of {tenant}" }, CancellationToken.None);
            await Store.UpsertAsync(tenant, Plain("https://shop.acme.de/", "Acme Shop"), CancellationToken.None);
            await Store.UpsertAsync(tenant, Plain("https://beta.example/", "Beta Hotel") with { Industry = "Hotel" }, CancellationToken.None);
        }
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Companies_AreProcessed_AndDuplicatesPointToTheirSurvivor()
    {
        string[] ids = [Id("acme.de"), Id("shop.acme.de"), Id("beta.example"), Id("acme.de")];

        var result = await RunAsync("job", "companies", [.. ids, "nope", CompanyId.Of("pub-2", "acme.de")]);

        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), result.Companies.Select(company => company.Id));
        Assert.Equal(Id("acme.de"), result.Companies.Single(company => company.Id == Id("shop.acme.de")).DuplicateOf);
        Assert.Equal(new[] { "nope", CompanyId.Of("pub-2", "acme.de") }.Order(StringComparer.Ordinal), result.NotFound.Order(StringComparer.Ordinal));
        Assert.Equal(3, result.Changed);
        Assert.Equal(new JobProgress(5, 5, "5 of 5 companies"), (await _hub.FindAsync("job")).Progress);
        Assert.Equal(0, (await RunAsync("again", "companies", ids)).Changed);
        await _hub.RecordAsync("job", "company-processing.1-completed");
    }

    [Fact]
    public async Task Companies_AreEnrichedAndScored()
    {
        var enriched = await RunAsync("enrich", "enrich", Id("acme.de"), Id("beta.example"));
        Assert.Equal(["C medium", "I "], enriched.Companies.OrderBy(company => company.Industry).Select(company => $"{company.Industry} {company.Size}"));
        var scored = await RunAsync("score", "scores", Id("acme.de"), Id("beta.example"));
        Assert.Equal([77, 15], scored.Companies.Select(company => company.Score).OrderDescending());
        var kept = (await Store.FindAsync("pub-1", [Id("acme.de")], CancellationToken.None)).Companies[0];
        Assert.Equal((77, 11, "C"), (kept.Score!.Points, kept.Score.Reasons.Count, kept.Enrichment!.Industry!.Section));
        await _hub.RecordAsync("enrich", "company-enriching.1-completed");
        await _hub.RecordAsync("score", "company-scoring.1-completed");
    }

    [Theory]
    [InlineData("pub-1")]
    [InlineData(null)]
    public async Task Jobs_OfATenant_TouchAndTellNothingOfAnother(string? tenant)
    {
        var all = ((string?[])["pub-1", "pub-2", null]).Select(owner => CompanyId.Of(owner, "acme.de")).ToArray();
        foreach (var type in (string[])["companies", "enrich", "scores"])
        {
            await _hub.SubmitAsync(type, "processing", type, Data(all), tenant);
            var result = await _hub.ResultAsync(type, CompanyScoringJson.Default.CompanyBatchResult);
            Assert.Equal([CompanyId.Of(tenant, "acme.de")], result.Companies.Select(company => company.Id));
            Assert.Equal(2, result.NotFound.Count);
        }

        foreach (var other in ((string?[])["pub-1", "pub-2", null]).Where(other => other != tenant))
        {
            Assert.All(await Store.ListAsync(other, null, 10, CancellationToken.None), company => Assert.Null(company.Profile ?? company.Enrichment ?? (object?)company.Score));
        }
    }

    [Theory]
    [InlineData("companies")]
    [InlineData("scores")]
    [InlineData("enrich")]
    public async Task Run_WhenNoneOfTheCompaniesIsThere_FailsAsBadData(string type)
    {
        await _hub.SubmitAsync("job", "processing", type, Data("nope", CompanyId.Of("pub-2", "acme.de")), "pub-1");
        await _hub.InStateAsync("job", JobState.Failed);

        var job = await _hub.FindAsync("job");
        Assert.Equal((JobFaultCategory.Data, "companies_not_found", 1), (job.Error!.Category, job.Error.Code, job.AttemptsMade));
    }

    [Fact]
    public async Task Run_WhenABatchFails_GoesOnAfterThoseThatWereDone()
    {
        var calls = new List<int>();
        var real = _hub.Functions.FindActivity(nameof(ProcessCompaniesActivity))!;
        _hub.Functions.Activity(nameof(ProcessCompaniesActivity), async (CompanyBatch batch) =>
        {
            calls.Add(batch.From);
            var done = _hub.Functions.DataConverter.Deserialize<CompanyBatchDone>(
                await real(new(nameof(ProcessCompaniesActivity), "job", 0, "", _hub.Functions.DataConverter.Serialize(batch), null), CancellationToken.None));

            // Done and not told: the worst moment.
            return calls.Count == 2 ? throw new JobFaultException(JobFault.Network("down", "Down.")) : done;
        });
        await _hub.SubmitAsync("job", "processing", "companies", Data(Id("acme.de"), Id("shop.acme.de"), Id("beta.example")), "pub-1");
        await _hub.InStateAsync("job", JobState.Retrying);

        await _hub.AdvanceAsync(TimeSpan.FromSeconds(10));
        var result = await _hub.ResultAsync("job", CompanyProcessingJson.Default.CompanyBatchResult);

        Assert.Equal([0, 2, 2], calls);
        Assert.Equal(3, result.Companies.Count);
    }

    [Fact]
    public async Task Run_WhenCancelledBetweenBatches_ChangesNothingMore()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var real = _hub.Functions.FindActivity(nameof(EnrichCompaniesActivity))!;
        _hub.Functions.Activity(nameof(EnrichCompaniesActivity), async (CompanyBatch batch) =>
        {
            var done = _hub.Functions.DataConverter.Deserialize<CompanyBatchDone>(
                await real(new(nameof(EnrichCompaniesActivity), "job", 0, "", _hub.Functions.DataConverter.Serialize(batch), null), CancellationToken.None));
            await gate.Task;
            return done;
        });
        await _hub.SubmitAsync("job", "processing", "enrich", Data(Id("acme.de"), Id("shop.acme.de"), Id("beta.example")), "pub-1");
        await Eventually.HoldsAsync(async () => (await EnrichedAsync()).Length == 2, "the first batch");

        await _hub.Get<JobControl>().CancelAsync(_hub.Client, "job", new JobActor("somebody", null), CancellationToken.None);
        await _hub.InStateAsync("job", JobState.Cancelling);
        gate.SetResult();
        await _hub.InStateAsync("job", JobState.Cancelled);

        Assert.Equal(2, (await EnrichedAsync()).Length);

        async Task<CompanyRecord[]> EnrichedAsync() =>
            [.. (await Store.ListAsync("pub-1", null, 10, CancellationToken.None)).Where(company => company.Enrichment is not null)];
    }

    [Fact]
    public void Options_HaveTheDefaultsOfAllJobs()
    {
        foreach (var options in (FunctionsJobs.Jobs.JobTypeOptions[])
            [new CompanyProcessingOptions(), new CompanyScoringOptions(), new CompanyEnrichingOptions(), new CompanyReportingOptions(), new CompanySegmentationOptions()])
        {
            Assert.Equal((TimeSpan.FromMinutes(30), 3, TimeSpan.FromSeconds(2)), (options.AttemptTimeout, options.Attempts, options.BackoffDelay));
            Assert.Null(options.Invalid());
            options.Attempts = 0;
            Assert.Contains("Attempts must be 1 to 25", options.Invalid(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"company_ids":[]}""", "$.data.company_ids")]
    [InlineData("""{"company_ids":["a",""]}""", "$.data.company_ids[1]")]
    [InlineData("""{"company_ids":["a b"]}""", "$.data.company_ids[0]")]
    [InlineData("""{"company_ids":[null]}""", "$.data.company_ids[0]")]
    [InlineData("""{"company_ids":["a"],"publisherId":"pub-2"}""", "$.data.publisherId")]
    [InlineData("""{}""", "$.data.company_ids")]
    [InlineData("""{"company_ids":"a"}""", "$.data.company_ids")]
    public void Read_WhenAValueIsNotValid_NamesItsPath(string data, string path)
    {
        foreach (var starter in _hub.Get<FunctionsJobs.Jobs.JobTypeCatalogue>().Starters.Where(starter => starter.Queue == "processing"))
        {
            Assert.Equal([path], starter.Refused(data));
        }
    }

    [Fact]
    public void Read_WithMoreThanTheLimit_CountsEachOnce()
    {
        var starter = _hub.Get<FunctionsJobs.Jobs.JobTypeCatalogue>().Resolve("processing", "companies");

        Assert.Equal(["$.data.company_ids"], starter.Refused(Data([.. Enumerable.Range(0, 1_001).Select(i => $"{i}")])));
        Assert.Empty(starter.Refused(Data([.. Enumerable.Range(0, 3_000).Select(i => $"{i % 1_000}")])));
    }

    private static string Id(string domain) => CompanyId.Of("pub-1", domain);

    private static string Data(params string[] ids) => JsonSerializer.Serialize(new { company_ids = ids });

    private Task<CompanyBatchResult> RunAsync(string id, string type, params string[] ids) =>
        _hub.RunAsync(id, "processing", type, Data(ids), "pub-1", CompanyProcessingJson.Default.CompanyBatchResult);
}
