using System.Globalization;
using System.Text.Json;
using FunctionsJobs.Http;
using FunctionsJobs.Schedules.Placeholders;

namespace FunctionsJobs.Tests.Schedules.Placeholders;

public class PlaceholderTests
{
    // A Saturday, and in Berlin already Sunday, the first of February.
    private static readonly DateTimeOffset Saturday = new(2026, 1, 31, 23, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("today", "2026-01-31", "2026-02-01")]
    [InlineData("yesterday", "2026-01-30", "2026-01-31")]
    [InlineData("tomorrow", "2026-02-01", "2026-02-02")]
    [InlineData("thisWeek", "2026-01-26", "2026-01-26")]
    [InlineData("lastWeek", "2026-01-19", "2026-01-19")]
    [InlineData("nextWeek", "2026-02-02", "2026-02-02")]
    [InlineData("thisMonth", "2026-01-01", "2026-02-01")]
    [InlineData("lastMonth", "2025-12-01", "2026-01-01")]
    [InlineData("nextMonth", "2026-02-01", "2026-03-01")]
    [InlineData("today-7d", "2026-01-24", "2026-01-25")]
    [InlineData("thisMonth+14d", "2026-01-15", "2026-02-15")]
    [InlineData("now", "2026-01-31T23:30:00Z", "2026-01-31T23:30:00Z")]
    public void Resolve_IsRelativeToTheDayOfTheOffset(string name, string utc, string berlin)
    {
        Assert.Equal(utc, new DatePlaceholders(Saturday).Resolve(name));
        Assert.Equal(berlin, new DatePlaceholders(Saturday.ToOffset(TimeSpan.FromHours(1))).Resolve(name));
    }

    [Theory]
    [InlineData("2026-02-02", "2026-02-02")]
    [InlineData("2026-02-01", "2026-01-26")]
    public void ThisWeek_BeginsOnMonday(string day, string monday)
    {
        Assert.Equal(monday, new DatePlaceholders(DateTimeOffset.Parse($"{day}T12:00:00Z", CultureInfo.InvariantCulture)).Resolve("thisWeek"));
    }

    [Theory]
    [InlineData("lastYear")]
    [InlineData("Today")]
    [InlineData("today-")]
    [InlineData("today-7")]
    [InlineData("today*7d")]
    [InlineData("today-3651d")]
    [InlineData("now-1d")]
    [InlineData("")]
    public void Resolve_OfAnythingElse_IsNull(string name)
    {
        Assert.Null(new DatePlaceholders(Saturday).Resolve(name));
    }

    [Theory]
    [InlineData("""{"a":"{{x}}","b":["{{x}}",1,null,true,1.50],"c":{"d":"{{x}}"}}""", """{"a":5,"b":[5,1,null,true,1.50],"c":{"d":5}}""")]
    [InlineData("""{"a":"before {{x}}","b":"{{x}} after","c":"{x}","{{x}}":"{{","d":"}}","e":"{{{"}""", """{"a":"before {{x}}","b":"{{x}} after","c":"{x}","{{x}}":"{{","d":"}}","e":"{{{"}""")]
    public void Data_ReplacesWholeStringsOnly(string data, string expected)
    {
        var errors = new FieldErrors();
        var five = JsonElement.Parse("5");

        Assert.Equal(expected, PlaceholderData.Resolve(JsonElement.Parse(data), name => name == "x" ? five : null, "$.data", "is unknown", errors)?.GetRawText());
        Assert.True(errors.IsEmpty);
    }

    [Fact]
    public void Data_WithUnknownNames_NamesTheirPaths()
    {
        var errors = new FieldErrors();
        var data = JsonElement.Parse("""{"a":"{{y}}","b":[1,{"c":"{{}}"}]}""");

        Assert.Null(PlaceholderData.Resolve(data, _ => null, "$.data", "is unknown", errors));
        Assert.Equal(["$.data.a", "$.data.b[1].c"], errors.ToDictionary().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["y", ""], PlaceholderData.NamesIn(data));
    }
}
