using System.Text.Json;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs;
using FunctionsJobs.Jobs.AnalyticsAggregation;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Jobs.AnalyticsAggregation;

public class AnalyticsAggregationStarterTests
{
    private readonly AnalyticsAggregationOptions _options = new();

    [Theory]
    [InlineData("2026-01-31", "2026-02-01", "hour", "2026-01-31", "2026-02-01")]
    [InlineData("2026-01-31T05:30:00Z", "2026-01-31T06:00:00Z", "hour", "2026-01-31", "2026-02-01")]
    [InlineData("2026-01-31T23:30:00-02:00", "2026-02-01T03:00:00Z", "day", "2026-02-01", "2026-02-02")]
    [InlineData("2026-01-01", "2026-01-02", "week", "2025-12-29", "2026-01-05")]
    [InlineData("2026-01-15", "2026-02-01", "month", "2026-01-01", "2026-02-01")]
    public void CreateRun_PlansWholeDaysAndBuckets(string start, string end, string granularity, string from, string to)
    {
        var run = (JobRun<AnalyticsAggregationPlanContract>)Starter().CreateRun(Record(Data("pub-1", start, end, granularity)));

        Assert.Equal("job", run.JobId);
        Assert.Equal((Day(from), Day(to), granularity, 4), (run.Plan.From, run.Plan.To, run.Plan.Granularity, run.Plan.Parallelism));
    }

    [Fact]
    public void Read_WhenValid_KeepsTheDataCanonicalAndNamesTheTenant()
    {
        var errors = new FieldErrors();

        var arguments = Starter().Read(
            JsonElement.Parse("""{ "startDate": "2026-01-01", "granularity": "day", "publisherId": "pub-1", "endDate": "2026-01-02" }"""), errors);

        Assert.True(errors.IsEmpty);
        Assert.Equal(
            new JobArguments("""{"endDate":"2026-01-02","granularity":"day","publisherId":"pub-1","startDate":"2026-01-01"}""", "pub-1"), arguments);
    }

    [Theory]
    [InlineData("a b", "2026-01-01", "2026-01-02", "day", "$.data.publisherId")]
    [InlineData("", "2026-01-01", "2026-01-02", "day", "$.data.publisherId")]
    [InlineData("p", "2026-01-01T00:00:00", "2026-01-02", "day", "$.data.startDate")]
    [InlineData("p", "01.01.2026", "2026-01-02", "day", "$.data.startDate")]
    [InlineData("p", "0001-01-01", "2026-01-02", "day", "$.data.startDate")]
    [InlineData("p", "2026-01-01", "9999-12-31", "day", "$.data.endDate")]
    [InlineData("p", "2026-01-02", "2026-01-01", "day", "$.data.endDate")]
    [InlineData("p", "2026-01-01", "2026-01-01", "day", "$.data.endDate")]
    [InlineData("p", "2024-01-01", "2025-02-05", "day", "$.data.endDate")]
    [InlineData("p", "1999-12-31", "2099-12-31", "hour", "$.data.startDate")]
    [InlineData("p", "2026-01-01", "2026-01-02", "Day", "$.data.granularity")]
    [InlineData("p", "2026-01-01", "2026-01-02", "year", "$.data.granularity")]
    public void Read_WhenAValueIsNotValid_NamesItsPath(string publisher, string start, string end, string granularity, string path)
    {
        var errors = new FieldErrors();

        Assert.Null(Starter().Read(JsonElement.Parse(Data(publisher, start, end, granularity)), errors));
        Assert.Equal([path], errors.ToDictionary().Keys);
    }

    [Fact]
    public void Read_WhenSeveralValuesAreNotValid_NamesAllOfThem()
    {
        var errors = new FieldErrors();

        Assert.Null(Starter().Read(JsonElement.Parse(Data("", "x", "y", "z")), errors));
        Assert.Equal(["$.data.endDate", "$.data.granularity", "$.data.publisherId", "$.data.startDate"], errors.ToDictionary().Keys.Order());
    }

    [Theory]
    [InlineData("2025-01-01", "2026-02-05", "day", true)]
    [InlineData("2025-01-01", "2026-02-06", "day", false)]
    [InlineData("2025-01-01", "2026-01-31", "month", true)]
    [InlineData("2025-01-01", "2026-02-02", "month", false)]
    public void Read_CountsTheDaysOfWholeBucketsAgainstTheLimit(string start, string end, string granularity, bool isAllowed)
    {
        var errors = new FieldErrors();

        Assert.Equal(isAllowed, Starter().Read(JsonElement.Parse(Data("p", start, end, granularity)), errors) is not null);
    }

    [Fact]
    public void CreateRun_WhenTheLimitWasLoweredSince_FailsForGood()
    {
        _options.MaxDays = 1;

        var failure = Assert.Throws<JobFaultException>(() => Starter().CreateRun(Record(Data("p", "2026-01-01", "2026-01-03", "day"))));

        Assert.Equal(("invalid_arguments", false), (failure.Fault.Code, failure.Fault.Retryable));
        Assert.StartsWith("$.data.endDate must be at most 1 days", failure.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DefaultPolicy_IsThatOfTheOptions()
    {
        _options.Attempts = 5;
        _options.AttemptTimeout = TimeSpan.FromMinutes(10);
        _options.BackoffDelay = TimeSpan.FromSeconds(9);

        Assert.Equal(
            new JobPolicy { Attempts = 5, Backoff = JobBackoffType.Exponential, BackoffDelay = TimeSpan.FromSeconds(9), Timeout = TimeSpan.FromMinutes(10) },
            Starter().DefaultPolicy);
    }

    private AnalyticsAggregationStarter Starter() => new(Options.Create(_options));

    private static string Data(string publisher, string start, string end, string granularity) =>
        $$"""{"publisherId":"{{publisher}}","startDate":"{{start}}","endDate":"{{end}}","granularity":"{{granularity}}"}""";

    private static DateTimeOffset Day(string day) => new(DateOnly.Parse(day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static JobRecord Record(string arguments) => new()
    {
        Id = "job",
        Queue = "analytics-aggregation",
        Type = "aggregate",
        Name = "aggregate",
        Tenant = "pub-1",
        Arguments = arguments,
        State = JobState.Running,
        Priority = 50,
        Policy = JobPolicy.Default,
        AttemptsMade = 1,
        Progress = default,
        CreatedAt = default,
        StartedAt = null,
        FinishedAt = null,
        NextAttemptAt = null,
        Result = null,
        Error = null,
    };
}
