using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Analytics.Sqlite;
using FunctionsJobs.Tests.Analytics.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Analytics;

public sealed class AnalyticsOptionsTests
{
    [Fact]
    public void Defaults_Always_AreThese()
    {
        var options = Resolve([]).GetRequiredService<IOptions<AnalyticsOptions>>().Value;
        Assert.Equal(Path.GetFullPath(Path.Combine(".functionsjobs", "analytics.db")), options.DataFile);
        Assert.Equal(TimeSpan.FromSeconds(30), options.BusyTimeout);
        Assert.Equal(5_000, options.BatchSize);
        Assert.Equal(16_384, options.MaxLineBytes);
        Assert.Equal(100, options.MaxReportedErrors);
        Assert.Equal(4_294_967_296, options.MaxUnpackedBytes);
        Assert.Equal(200, options.MaxUnpackRatio);
        Assert.Equal(TimeSpan.FromDays(1), options.MaxEventLead);
        Assert.Equal(10_000, options.MaxBuckets);
    }

    [Fact]
    public void DataFile_WhenADataFolderIsSet_LiesInIt()
    {
        var options = Resolve(new() { ["FUNCTIONSJOBS_DATA"] = "/data" }).GetRequiredService<IOptions<AnalyticsOptions>>().Value;
        Assert.Equal(Path.Combine("/data", "analytics.db"), options.DataFile);
    }

    [Fact]
    public void DataFile_WhenTheHostHasAFolderOfItsOwn_LiesThere()
    {
        var settings = new Dictionary<string, string?> { ["FUNCTIONSJOBS_DATA"] = "/data", ["EmbeddedHost:DataFolder"] = "/host" };
        var options = Resolve(settings).GetRequiredService<IOptions<AnalyticsOptions>>().Value;
        Assert.Equal(Path.Combine("/host", "analytics.db"), options.DataFile);
    }

    [Theory]
    [InlineData("DataFile", " ", "DataFile must name a file")]
    [InlineData("BatchSize", "0", "BatchSize is 0; it must be from 1 to 100000")]
    [InlineData("MaxLineBytes", "10", "MaxLineBytes is 10")]
    [InlineData("MaxReportedErrors", "-1", "MaxReportedErrors is -1")]
    [InlineData("MaxUnpackRatio", "5", "MaxUnpackRatio is 5")]
    [InlineData("BusyTimeout", "00:00:00", "BusyTimeout is 00:00:00")]
    [InlineData("MaxEventLead", "-00:01:00", "MaxEventLead is -00:01:00")]
    [InlineData("MaxBuckets", "0", "MaxBuckets is 0")]
    [InlineData("MaxUnpackedBytes", "100", "MaxUnpackedBytes (100) must not be below Analytics:MaxLineBytes (16384)")]
    public void Validation_WhenASettingCannotWork_NamesItAndItsValue(string setting, string value, string message)
    {
        var provider = Resolve(new() { [$"Analytics:{setting}"] = value });
        var fault = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<AnalyticsOptions>>().Value);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_WhenStarted_HasAnOpenStore()
    {
        using var file = new TemporaryFile();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Analytics:DataFile"] = file.Path });
        builder.Services.AddLogging();
        builder.Services.AddAnalytics(builder.Configuration);
        using var host = builder.Build();
        await host.StartAsync();
        Assert.True((await host.Services.GetRequiredService<IAnalyticsStore>().ProbeAsync(CancellationToken.None)).SchemaVersion > 0);
        Assert.Equal(file.Path, Assert.IsType<SqliteAnalyticsDatabase>(host.Services.GetRequiredService<IAnalyticsDatabase>()).File);
        await host.StopAsync();
    }

    private static ServiceProvider Resolve(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddLogging().AddAnalytics(configuration).BuildServiceProvider();
    }
}
