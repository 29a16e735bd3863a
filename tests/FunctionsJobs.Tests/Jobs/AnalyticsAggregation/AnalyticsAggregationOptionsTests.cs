using FunctionsJobs.Jobs.AnalyticsAggregation;

namespace FunctionsJobs.Tests.Jobs.AnalyticsAggregation;

public class AnalyticsAggregationOptionsTests
{
    [Fact]
    public void Defaults_AreAsDocumented()
    {
        var options = new AnalyticsAggregationOptions();

        Assert.Equal(
            (400, 4, TimeSpan.FromHours(1), 3, TimeSpan.FromSeconds(2)),
            (options.MaxDays, options.Parallelism, options.AttemptTimeout, options.Attempts, options.BackoffDelay));
        Assert.Null(options.Invalid());
    }

    [Theory]
    [InlineData(nameof(AnalyticsAggregationOptions.MaxDays), "0")]
    [InlineData(nameof(AnalyticsAggregationOptions.MaxDays), "4001")]
    [InlineData(nameof(AnalyticsAggregationOptions.Parallelism), "0")]
    [InlineData(nameof(AnalyticsAggregationOptions.Parallelism), "65")]
    [InlineData(nameof(AnalyticsAggregationOptions.Attempts), "0")]
    [InlineData(nameof(AnalyticsAggregationOptions.Attempts), "26")]
    [InlineData(nameof(AnalyticsAggregationOptions.AttemptTimeout), "00:00:00.9990000")]
    [InlineData(nameof(AnalyticsAggregationOptions.BackoffDelay), "-00:00:01")]
    [InlineData(nameof(AnalyticsAggregationOptions.BackoffDelay), "01:00:00")]
    public void Invalid_WhenASettingCannotWork_NamesItAndItsValue(string name, string value)
    {
        var options = new AnalyticsAggregationOptions();
        var property = typeof(AnalyticsAggregationOptions).GetProperty(name)!;
        property.SetValue(options, property.PropertyType == typeof(int) ? int.Parse(value) : TimeSpan.Parse(value));

        Assert.Contains($"Jobs:AnalyticsAggregation:{name}", options.Invalid(), StringComparison.Ordinal);
        Assert.Contains(value, options.Invalid(), StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_WhenTheBackoffIsNotShorterThanTheTimeout_NamesBothValues()
    {
        var options = new AnalyticsAggregationOptions { AttemptTimeout = TimeSpan.FromSeconds(5), BackoffDelay = TimeSpan.FromSeconds(7) };

        Assert.Contains("00:00:05", options.Invalid(), StringComparison.Ordinal);
        Assert.Contains("00:00:07", options.Invalid(), StringComparison.Ordinal);
    }
}
