using System.Text.Json;
using FunctionsJobs.Companies;
using FunctionsJobs.Companies.Profiles;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs.UserDataExport;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Companies;
using FunctionsJobs.Tests.Histories;
using FunctionsJobs.Tests.Lifecycle.Harness;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Jobs.UserDataExport;

public sealed class UserDataExportTests : IAsyncLifetime
{
    private JobHub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await JobHub.StartAsync();
        await SubmitAsync(JobHub.NewJob("named") with { Notify = new JobNotify("Ann@Example.com", null) });
        await SubmitAsync(JobHub.NewJob("tagged-address") with { Notify = new JobNotify("ann+jobs@example.com", null) });
        await SubmitAsync(JobHub.NewJob("nobody"));
        await SubmitAsync(JobHub.NewJob("elsewhere") with
        {
            Tenant = "pub-2",
            Arguments = """{"publisherId":"pub-2","list":[{"to":"ann@example.com"},"ann@example.com!"]}""",
        });
        foreach (var jobId in (string[])["nobody", "elsewhere"])
        {
            await _hub.Jobs.CancelAsync(jobId, JobFault.Cancelled("asked", "asked"), new JobActor("ann@example.com", "203.0.113.9"), CancellationToken.None);
        }
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Run_FindsWhatNamesThePersonAndWhatTheyDid()
    {
        var (result, document) = await RunAsync("ann@example.com", tenant: null);

        var jobs = document.GetProperty("jobs").EnumerateArray().ToDictionary(job => job.GetProperty("jobId").GetString()!);
        Assert.Equal(["elsewhere", "named"], jobs.Keys.Order());
        Assert.Equal(["notify.email"], Places(jobs["named"]));
        Assert.Equal("Ann@Example.com", jobs["named"].GetProperty("notifyEmail").GetString());
        Assert.Equal(["data.list[0].to"], Places(jobs["elsewhere"]));
        var acts = document.GetProperty("acts").EnumerateArray().ToArray();
        Assert.Equal(["elsewhere", "nobody"], acts.Select(act => act.GetProperty("jobId").GetString()).Order());
        Assert.All(acts, act => Assert.Equal("203.0.113.9", act.GetProperty("origin").GetString()));
        Assert.Equal((4, "user-data.json", "/api/v1/exports/job/download"), (result.Rows, result.FileName, result.Link));
        var (instance, history) = await _hub.HistoryAsync("job");
        StoredHistory.Of(instance, history).Record("user-data-export.1-completed");
    }

    [Fact]
    public async Task Run_FindsTheCompaniesThatHoldTheAddress_AndThoseThatTookItOverFromADuplicate()
    {
        var companies = _hub.Get<ICompanyStore>();
        foreach (var tenant in (string?[])["pub-1", "pub-2", null])
        {
            await companies.UpsertAsync(tenant, SampleCompanies.Plain("https://acme.de/") with { Emails = ["info@acme.de"] }, CancellationToken.None);
            var shop = await companies.UpsertAsync(tenant, SampleCompanies.Plain("https://shop.acme.de/") with { Emails = ["bob@example.com", "Ann@Example.com"] }, CancellationToken.None);
            await companies.UpsertAsync(tenant, SampleCompanies.Plain("https://other.de/", "Other") with { Emails = ["ann+x@example.com"] }, CancellationToken.None);
            await companies.DeriveAsync(tenant, [shop.Id], true, CompanyProfiler.Resolve, CancellationToken.None);
        }

        var (_, document) = await RunAsync("ann@example.com", tenant: "pub-1");

        var found = document.GetProperty("companies").EnumerateArray().ToDictionary(company => company.GetProperty("domain").GetString()!);
        Assert.Equal(["acme.de", "shop.acme.de"], found.Keys.Order());
        Assert.All(found.Values, company => Assert.Equal("pub-1", company.GetProperty("publisherId").GetString()));
        Assert.Equal(["facts.emails[1]", "profile.emails[0]"], Places(found["shop.acme.de"]));
        Assert.Equal(["profile.emails[1]"], Places(found["acme.de"]));
        Assert.DoesNotContain("bob@", document.GetProperty("companies").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(6, (await RunAsync("ann@example.com", tenant: null, "all")).Document.GetProperty("companies").GetArrayLength());
    }

    [Fact]
    public async Task Run_ForAPublisher_SeesNothingOfAnother()
    {
        var (result, document) = await RunAsync("ann@example.com", tenant: "pub-1");

        Assert.Equal("named", Assert.Single(document.GetProperty("jobs").EnumerateArray().ToArray()).GetProperty("jobId").GetString());
        Assert.Equal("nobody", Assert.Single(document.GetProperty("acts").EnumerateArray().ToArray()).GetProperty("jobId").GetString());
        Assert.Equal(2, result.Rows);
        Assert.DoesNotContain("pub-2", document.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ForAPersonNobodyKnows_MakesAnEmptyDocument()
    {
        var (result, document) = await RunAsync("nobody@example.com", tenant: null);

        Assert.Equal(0, result.Rows);
        Assert.Equal("nobody@example.com", document.GetProperty("userId").GetString());
    }

    [Theory]
    [InlineData("""{"userId":""}""", "$.data.userId")]
    [InlineData("""{"userId":"a\nb"}""", "$.data.userId")]
    [InlineData("""{"userId":"a","also":"b"}""", "$.data.also")]
    public void Read_WhenAValueIsNotValid_NamesItsPath(string data, string path)
    {
        var errors = new FieldErrors();

        Assert.Null(new UserDataExportStarter(Options.Create(new UserDataExportOptions())).Read(JsonElement.Parse(data), errors));
        Assert.Equal([path], errors.ToDictionary().Keys);
    }

    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        var options = new UserDataExportOptions();

        Assert.Equal((TimeSpan.FromHours(1), 3, TimeSpan.FromSeconds(2)), (options.AttemptTimeout, options.Attempts, options.BackoffDelay));
        Assert.Null(options.Invalid());
        Assert.NotNull(new UserDataExportOptions { Attempts = 0 }.Invalid());
    }

    private static IEnumerable<string?> Places(JsonElement entry) => entry.GetProperty("namedIn").EnumerateArray().Select(place => place.GetString());

    private async Task<JobRecord> SubmitAsync(NewJob job) =>
        Assert.IsType<JobSubmission.Accepted>(await _hub.Jobs.SubmitAsync(job, CancellationToken.None)).Job;

    private async Task<(UserDataExportResultContract Result, JsonElement Document)> RunAsync(string userId, string? tenant, string id = "job")
    {
        var job = await SubmitAsync(JobHub.NewJob(id) with
        {
            Queue = "data-export", Type = "user-data", Name = "user-data", Tenant = tenant, Arguments = $$"""{"userId":"{{userId}}"}""",
        });
        await _hub.Launcher.TryStartAsync(_hub.Client, job, CancellationToken.None);
        var end = await _hub.EndOfAsync(id);
        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{end.FailureDetails}");
        var result = JsonSerializer.Deserialize((await _hub.FindAsync(id)).Result!, UserDataExportJson.Default.UserDataExportResultContract)!;
        await using var reading = await _hub.Blobs.OpenAsync(result.Blob, default, CancellationToken.None);
        using var text = new StreamReader(reading!.Content);
        return (result, JsonElement.Parse(await text.ReadToEndAsync()));
    }
}
