using System.Text.Json;
using System.Xml.Linq;
using FunctionsJobs.Companies;
using FunctionsJobs.Companies.Reports;
using FunctionsJobs.Jobs.CompanyReporting;
using FunctionsJobs.Jobs.CompanySegmentation;
using FunctionsJobs.JobStore;
using FunctionsJobs.Tests.Lifecycle.Harness;
using static FunctionsJobs.Tests.Companies.SampleCompanies;

namespace FunctionsJobs.Tests.Jobs.Companies;

public sealed class CompanyAnalyticsJobTests : IAsyncLifetime
{
    private const string Markup = "<img src=x onerror=alert(1)>\"'&</td><script>";
    private JobHub _hub = null!;
    private string[] _ids = [];

    private ICompanyStore Store => _hub.Get<ICompanyStore>();

    public async Task InitializeAsync()
    {
        _hub = await JobHub.StartAsync(new KeyValuePair<string, string?>("Companies:BatchSize", "2"));
        var ids = new List<string>();
        foreach (var company in (ScrapedCompany[])[Whole("https://acme.de/"), Plain("https://beta.example/", Markup) with { Industry = "Hotel" }, Plain("https://gamma.fr/", "Gamma")])
        {
            ids.Add((await Store.UpsertAsync("pub-1", company, CancellationToken.None)).Id);
            await Store.UpsertAsync("pub-2", company with { Name = "secret-of-pub-2" }, CancellationToken.None);
        }

        _ids = [.. ids];
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Report_OfTheComprehensiveType_IsAPageAndAFileWithEachCompany()
    {
        var result = await RunReportAsync("job", "comprehensive", [.. _ids, CompanyId.Of("pub-2", "acme.de"), "nope"]);

        Assert.Equal(("comprehensive", 3, 0, 2), (result.ReportType, result.Companies, result.Duplicates, result.NotFound.Count));
        Assert.Equal(("/api/v1/reports/job", "/api/v1/reports/job/data"), (result.ReportUrl, result.DataUrl));
        var page = await ReadAsync(result.Blob);
        Assert.Equal(result.Bytes, page.Length + page.Count(c => c > '\x7f'), tolerance: page.Length);
        var document = XDocument.Parse(page);
        Assert.DoesNotContain(document.Descendants(), element => element.Name.LocalName is "script" or "img" or "a");
        Assert.Contains(document.Descendants(), element => element.Value == Markup);
        Assert.Equal(4, document.Descendants().Count(element => element.Name.LocalName == "svg"));
        var data = JsonSerializer.Deserialize(await ReadAsync(CompanyReportFiles.DataOf("job")), CompanyReportJson.Default.CompanyReport)!;
        Assert.Equal(["acme.de", "gamma.fr", "beta.example"], data.Companies.Select(company => company.Domain).OrderBy(domain => domain == "beta.example"));
        Assert.Equal(11, data.Companies[0].Score.Reasons.Count);
        Assert.DoesNotContain("pub-2", page + JsonSerializer.Serialize(data), StringComparison.Ordinal);
        await _hub.RecordAsync("job", "company-reporting.1-completed");
    }

    [Fact]
    public async Task Report_OfTheSummaryType_NamesOnlyTheBest()
    {
        var result = await RunReportAsync("job", "summary", _ids);

        var data = JsonSerializer.Deserialize(await ReadAsync(CompanyReportFiles.DataOf("job")), CompanyReportJson.Default.CompanyReport)!;
        Assert.Empty(data.Companies);
        Assert.Equal("acme.de", data.Analysis.TopLeads[0].Domain);
        Assert.DoesNotContain("All companies", await ReadAsync(result.Blob), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_WhenRunTwice_IsTheSame()
    {
        var first = await RunReportAsync("job", "comprehensive", _ids);

        Assert.Equal(await ReadAsync(first.Blob), (await ReadAsync((await RunReportAsync("job2", "comprehensive", [.. _ids.Reverse()])).Blob)).Replace("job job2", "job job"));
    }

    [Fact]
    public async Task Removal_OfTheJob_RemovesItsFiles()
    {
        var result = await RunReportAsync("job", "summary", _ids);

        Assert.True(await _hub.Get<FunctionsJobs.Lifecycle.JobControl>().RemoveAsync(
            _hub.Client, await _hub.FindAsync("job"), new FunctionsJobs.JobStore.Audit.JobActor("admin", null), CancellationToken.None));

        Assert.Null(await _hub.Blobs.FindAsync(result.Blob, CancellationToken.None));
        Assert.Null(await _hub.Blobs.FindAsync(CompanyReportFiles.DataOf("job"), CancellationToken.None));
    }

    [Fact]
    public async Task Analysis_CountsEachCompanyOnceInEachDistribution_WithoutDuplicates()
    {
        var shop = (await Store.UpsertAsync("pub-1", Plain("https://shop.acme.de/", "Shop"), CancellationToken.None)).Id;
        await Store.DeriveAsync("pub-1", [shop], true, FunctionsJobs.Companies.Profiles.CompanyProfiler.Resolve, CancellationToken.None);

        await _hub.SubmitAsync("job", "company-analytics", "analyze", Data([.. _ids, shop, "nope"]), "pub-1");
        var result = await _hub.ResultAsync("job", CompanySegmentationJson.Default.CompanySegmentationResultContract);

        var analysis = result.Analysis;
        Assert.Equal((3, 1), (analysis.Companies, analysis.Duplicates));
        Assert.Equal(["nope"], result.NotFound);
        Assert.All([analysis.ByIndustry, analysis.BySize, analysis.ByCountry, analysis.ByScore], segments => Assert.Equal(3, segments.Sum(segment => segment.Companies)));
        Assert.Equal(["C 1", "I 1", "unknown 1"], analysis.ByIndustry.Select(segment => $"{segment.Key} {segment.Companies}"));
        Assert.Equal(["micro 0", "small 0", "medium 1", "large 0", "unknown 2"], analysis.BySize.Select(segment => $"{segment.Key} {segment.Companies}"));
        Assert.Equal(["DE 1", "FR 1", "unknown 1"], analysis.ByCountry.Select(segment => $"{segment.Key} {segment.Companies}"));
        Assert.Equal(["0-19", "20-39", "40-59", "60-79", "80-100"], analysis.ByScore.Select(segment => segment.Key));
        Assert.Equal(("acme.de", 33.3m), (analysis.TopLeads[0].Domain, analysis.Coverage.Single(coverage => coverage.Field == "email").SharePercent));
        await _hub.RecordAsync("job", "company-segmentation.1-completed");
    }

    [Theory]
    [InlineData("report", "summary")]
    [InlineData("analyze", null)]
    public async Task Run_WhenNoneOfTheCompaniesIsThere_FailsAsBadData(string type, string? reportType)
    {
        await _hub.SubmitAsync("job", "company-analytics", type, Data([CompanyId.Of("pub-2", "acme.de")], reportType), "pub-1");
        await _hub.InStateAsync("job", JobState.Failed);

        Assert.Equal("companies_not_found", (await _hub.FindAsync("job")).Error!.Code);
    }

    [Theory]
    [InlineData("""{"company_ids":["a"],"report_type":"all"}""", "$.data.report_type")]
    [InlineData("""{"company_ids":["a"]}""", "$.data.report_type")]
    [InlineData("""{"company_ids":[],"report_type":"summary"}""", "$.data.company_ids")]
    public void Read_OfAReportThatIsNotValid_NamesThePath(string data, string path) =>
        Assert.Equal([path], _hub.Get<FunctionsJobs.Jobs.JobTypeCatalogue>().Resolve("company-analytics", "report").Refused(data));

    private static string Data(IEnumerable<string> ids, string? reportType = null) =>
        reportType is null ? JsonSerializer.Serialize(new { company_ids = ids }) : JsonSerializer.Serialize(new { company_ids = ids, report_type = reportType });

    private Task<CompanyReportingResultContract> RunReportAsync(string id, string type, string[] ids) => _hub.RunAsync(
        id, "company-analytics", "report", Data(ids, type), "pub-1", CompanyReportingJson.Default.CompanyReportingResultContract);

    private async Task<string> ReadAsync(string blob)
    {
        await using var reading = await _hub.Blobs.OpenAsync(blob, default, CancellationToken.None);
        using var text = new StreamReader(reading!.Content);
        return await text.ReadToEndAsync();
    }
}
