using System.Text.Json;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs.Cleanup;
using FunctionsJobs.Tests.Analytics;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Jobs.Cleanup;

public class CleanupStarterTests
{
    private readonly CleanupStarter _starter = new(Options.Create(new CleanupOptions()), new FixedTimeProvider("2026-06-01T00:00:00Z"));

    [Theory]
    [InlineData("""{"type":"everything"}""", "$.data.type")]
    [InlineData("""{"type":"old_logs","olderThan":"long ago"}""", "$.data.olderThan")]
    [InlineData("""{"type":"old_data","olderThan":"2026-05-01"}""", "$.data.olderThan")]
    [InlineData("""{"type":"temp_files","olderThan":"2026-05-31T12:00:00Z"}""", "$.data.olderThan")]
    [InlineData("""{"type":"old_logs","olderThan":"2027-01-01"}""", "$.data.olderThan")]
    [InlineData("""{"type":"old_logs","older":"2026-01-01"}""", "$.data.older")]
    [InlineData("{}", "$.data.type")]
    public void Read_WhenInvalid_NamesTheField(string data, string path)
    {
        var errors = new FieldErrors();

        Assert.Null(_starter.Read(JsonElement.Parse(data), errors));

        Assert.Equal([path], errors.ToDictionary().Keys);
    }

    [Theory]
    [InlineData("""{"type":"old_data","olderThan":"2026-04-01"}""")]
    [InlineData("""{"type":"expired_tokens","olderThan":"2026-05-31T23:59:59Z"}""")]
    [InlineData("""{"type":"old_logs","dryRun":true}""")]
    public void Read_WhenValid_Accepts(string data)
    {
        var errors = new FieldErrors();

        Assert.NotNull(_starter.Read(JsonElement.Parse(data), errors));
        Assert.True(errors.IsEmpty);
    }

    [Fact]
    public void Options_WhenOutOfRange_SayWhich() =>
        Assert.Contains("OldDataDays", new CleanupOptions { OldDataDays = 10 }.Invalid(), StringComparison.Ordinal);
}
