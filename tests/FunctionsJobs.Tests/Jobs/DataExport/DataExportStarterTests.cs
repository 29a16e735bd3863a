using System.Text.Json;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs;
using FunctionsJobs.Jobs.DataExport;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Jobs.DataExport;

public class DataExportStarterTests
{
    [Theory]
    [InlineData("""{"publisherId":"p","format":"csv","startDate":"2026-01-01","endDate":"2026-02-01"}""")]
    [InlineData("""{"publisherId":"p","format":"ndjson","startDate":"2026-01-01T10:00:00+02:00","endDate":"2026-02-01","granularity":"event","compression":"gzip","filters":{"types":["click"],"countries":["DE"],"devices":["mobile"],"adUnits":["top"]}}""")]
    public void Read_WhenValid_NamesTheTenant(string data) => Assert.Equal("p", Read(data, out _)?.Tenant);

    [Theory]
    [InlineData("publisherId", "\"a b\"", "$.data.publisherId")]
    [InlineData("format", "\"xlsx\"", "$.data.format")]
    [InlineData("granularity", "\"year\"", "$.data.granularity")]
    [InlineData("compression", "\"zip\"", "$.data.compression")]
    [InlineData("endDate", "\"2025-01-01\"", "$.data.endDate")]
    [InlineData("endDate", "\"2027-06-01\"", "$.data.endDate")]
    [InlineData("startDate", "\"yesterday\"", "$.data.startDate")]
    [InlineData("filters", """{"country":["DE"]}""", "$.data.filters.country")]
    [InlineData("filters", """{"countries":["de"]}""", "$.data.filters.countries[0]")]
    [InlineData("filters", """{"countries":[]}""", "$.data.filters.countries")]
    [InlineData("filters", """{"types":["click","view"]}""", "$.data.filters.types[1]")]
    [InlineData("filters", """{"devices":["phone"]}""", "$.data.filters.devices[0]")]
    [InlineData("filters", """{"adUnits":[""]}""", "$.data.filters.adUnits[0]")]
    [InlineData("where", "\"1=1\"", "$.data.where")]
    public void Read_WhenAValueIsNotValid_NamesItsPath(string member, string value, string path)
    {
        var members = new Dictionary<string, string>
        {
            ["publisherId"] = "\"p\"", ["format"] = "\"csv\"", ["startDate"] = "\"2026-01-01\"", ["endDate"] = "\"2026-02-01\"", ["granularity"] = "\"event\"",
            [member] = value,
        };

        Assert.Null(Read($"{{{string.Join(',', members.Select(pair => $"\"{pair.Key}\":{pair.Value}"))}}}", out var errors));
        Assert.Equal([path], errors.ToDictionary().Keys);
    }

    [Fact]
    public void Read_OfFiltersForRollups_Refuses()
    {
        Assert.Null(Read("""{"publisherId":"p","format":"csv","startDate":"2026-01-01","endDate":"2026-02-01","filters":{"types":["click"]}}""", out var errors));
        Assert.Equal(["$.data.filters"], errors.ToDictionary().Keys);
    }

    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        var options = new DataExportOptions();

        Assert.Equal((400, 2, TimeSpan.FromHours(1), 3, TimeSpan.FromSeconds(2)), (options.MaxDays, options.Parallelism, options.AttemptTimeout, options.Attempts, options.BackoffDelay));
        Assert.Null(options.Invalid());
        Assert.Equal("Jobs:DataExport:Parallelism must be 1 to 16, and is 17.", new DataExportOptions { Parallelism = 17 }.Invalid());
        Assert.NotNull(new DataExportOptions { MaxDays = 0 }.Invalid());
        Assert.NotNull(new DataExportOptions { Attempts = 26 }.Invalid());
        Assert.NotNull(new DataExportOptions { AttemptTimeout = TimeSpan.Zero }.Invalid());
        Assert.NotNull(new DataExportOptions { BackoffDelay = TimeSpan.FromHours(1) }.Invalid());
    }

    private static JobArguments? Read(string data, out FieldErrors errors)
    {
        errors = new FieldErrors();
        return new DataExportStarter(Options.Create(new DataExportOptions())).Read(JsonElement.Parse(data), errors);
    }
}
