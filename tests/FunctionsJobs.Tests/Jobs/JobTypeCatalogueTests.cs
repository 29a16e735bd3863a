using FunctionsJobs.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace FunctionsJobs.Tests.Jobs;

public class JobTypeCatalogueTests
{
    // One line per job type. What stands here is stored with jobs and histories, so lines are only ever added.
    private static readonly string[] JobTypes =
    [
        "analytics-aggregation/aggregate AnalyticsAggregationOrchestrator (default)",
        "cache-warming/warm CacheWarmingOrchestrator (default)",
        "cleanup/cleanup CleanupOrchestrator (default)",
        "company-analytics/analyze CompanySegmentationOrchestrator",
        "company-analytics/report CompanyReportingOrchestrator (default)",
        "data-export/export DataExportOrchestrator (default)",
        "data-export/user-data UserDataExportOrchestrator",
        "email/notification NotificationEmailOrchestrator (default)",
        "email/password-reset PasswordResetEmailOrchestrator",
        "email/welcome WelcomeEmailOrchestrator",
        "maintenance/bulk BulkActionOrchestrator",
        "maintenance/health-check HealthCheckOrchestrator (default)",
        "maintenance/job-cleanup JobCleanupOrchestrator",
        "maintenance/optimize-database DatabaseOptimizationOrchestrator",
        "maintenance/update-statistics StatisticsUpdateOrchestrator",
        "metrics-calculation/calculate MetricsCalculationOrchestrator (default)",
        "metrics-calculation/performance-metrics PerformanceMetricsOrchestrator",
        "metrics-calculation/weekly-growth WeeklyGrowthOrchestrator",
        "processing/companies CompanyProcessingOrchestrator (default)",
        "processing/enrich CompanyEnrichingOrchestrator",
        "processing/scores CompanyScoringOrchestrator",
        "report-generation/daily-summary DailySummaryOrchestrator",
        "report-generation/report ReportGenerationOrchestrator (default)",
        "scraping/batch CompanyBatchScrapingOrchestrator",
        "scraping/companies CompanyListScrapingOrchestrator",
        "scraping/company CompanyScrapingOrchestrator (default)",
    ];

    [Fact]
    public void Catalogue_HoldsExactlyTheJobTypes()
    {
        using var provider = new ServiceCollection().AddJobs(new ConfigurationBuilder().Build()).BuildServiceProvider();

        var found = provider.GetServices<IJobStarter>()
            .Select(type => $"{type.Queue}/{type.Type} {type.OrchestratorName}{(type.IsQueueDefault ? " (default)" : "")}")
            .Order(StringComparer.Ordinal);

        Assert.Equal(JobTypes, found);
        Assert.Equal(JobTypes.Select(line => line.Split(' ')[0]), provider.GetRequiredService<JobTypeCatalogue>().Names);
    }

    [Theory]
    [InlineData("data-export", "data-export")]
    [InlineData("data:export", "data-export")]
    [InlineData("Data-Export", null)]
    [InlineData("data_export", null)]
    [InlineData("", null)]
    public void TryFindQueue_KnowsCanonicalAndLegacyNames(string name, string? expected)
    {
        var catalogue = new JobTypeCatalogue([Starter("data-export", "export", true)]);

        Assert.Equal(expected is not null, catalogue.TryFindQueue(name, out var queue));
        Assert.Equal(expected, queue);
    }

    [Theory]
    [InlineData("user-data", "user-data")]
    [InlineData("export", "export")]
    [InlineData("my nightly export", "export")]
    public void Resolve_OfANameOfTheSubmittersOwn_IsTheQueuesDefault(string jobName, string expected)
    {
        var catalogue = new JobTypeCatalogue([Starter("data-export", "user-data", false), Starter("data-export", "export", true)]);

        Assert.Equal(expected, catalogue.Resolve("data-export", jobName).Type);
    }

    [Fact]
    public void Get_OfATypeThisVersionDoesNotHave_Throws()
    {
        var catalogue = new JobTypeCatalogue([Starter("data-export", "export", true)]);

        Assert.Throws<InvalidOperationException>(() => catalogue.Get("data-export", "gone"));
        Assert.Throws<InvalidOperationException>(() => catalogue.Get("gone", "export"));
    }

    [Fact]
    public void Create_WithTwoTypesOfOneName_Throws()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new JobTypeCatalogue([Starter("q", "t", true), Starter("q", "t", false)]));

        Assert.Contains("'t'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Create_WithoutExactlyOneDefaultPerQueue_Throws(bool first, bool second)
    {
        Assert.Throws<InvalidOperationException>(() => new JobTypeCatalogue([Starter("q", "a", first), Starter("q", "b", second)]));
    }

    private static IJobStarter Starter(string queue, string type, bool isDefault) =>
        Mock.Of<IJobStarter>(starter => starter.Queue == queue && starter.Type == type && starter.IsQueueDefault == isDefault);
}
