using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using FunctionsJobs.Analytics.Ingest;
using FunctionsJobs.Analytics.Sample;

namespace FunctionsJobs.Tests.Analytics.Sample;

public sealed class SampleEventsTests
{
    private static readonly SamplePlan Plan = new() { EndDay = new DateOnly(2026, 1, 31) };

    [Fact]
    public void Generate_WhenTheDefaultPlan_Is200ThousandEventsOf30DaysAnd3Publishers()
    {
        var events = SampleEvents.Generate(Plan).ToList();
        Assert.Equal(200_000, events.Count);
        Assert.Equal(200_000, events.Select(e => e.Id).Distinct().Count());
        Assert.Equal(["pub-games", "pub-news", "pub-shop"], events.Select(e => e.PublisherId).Distinct().Order(StringComparer.Ordinal));
        var days = events.Select(e => DateTimeOffset.FromUnixTimeMilliseconds(e.AtMilliseconds).Date).Distinct().ToList();
        Assert.Equal(30, days.Count);
        Assert.Equal(new DateTime(2026, 1, 1), days.Min());
        Assert.Equal(new DateTime(2026, 1, 30), days.Max());
    }

    [Fact]
    public void Generate_WhenRepeatedAnywhere_GivesTheSameBytes()
    {
        // Pinned: documentation and tests elsewhere quote this sample's totals.
        Assert.Equal(
            "7D9E973429972C742E5AB883A49115940015BB7BBAB3B6AE28B6B43BA81B8573", Convert.ToHexString(HashOf(Plan with { Events = 20_000 })));
        Assert.NotEqual(HashOf(Plan with { Events = 1000 }), HashOf(Plan with { Events = 1000, Seed = 1 }));
    }

    [Fact]
    public void Generate_WhenRead_HasADailyAndAWeeklyRhythm()
    {
        var news = SampleEvents.Generate(Plan).Where(e => e.PublisherId == "pub-news")
            .Select(e => DateTimeOffset.FromUnixTimeMilliseconds(e.AtMilliseconds)).ToList();
        var byHour = news.GroupBy(at => at.Hour).ToDictionary(hour => hour.Key, hour => hour.Count());
        Assert.Equal(7, byHour.MaxBy(hour => hour.Value).Key);
        Assert.InRange(byHour[7] / (double)byHour[19], 8, 12);
        var byDay = news.GroupBy(at => at.Date).ToDictionary(day => day.Key, day => day.Count());
        Assert.InRange(byDay[new DateTime(2026, 1, 17)] / (double)byDay[new DateTime(2026, 1, 16)], 0.68, 0.72);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(12_345)]
    public void Generate_WhenAskedForANumber_GivesExactlyThat(int events) =>
        Assert.Equal(events, SampleEvents.Generate(Plan with { Events = events }).Count());

    [Fact]
    public void Generate_WhenRead_HasPlausibleRatios()
    {
        var expected = ExpectedRollups.Of(SampleEvents.Generate(Plan));
        foreach (var publisher in Plan.Publishers)
        {
            var totals = expected.Totals(publisher.Id);
            Assert.InRange(totals.FillRate!.Value, 0.6m, 0.95m);
            Assert.InRange(totals.ClickThroughRate!.Value, 0.01m, 0.07m);
            Assert.InRange(totals.EffectiveCpm!.Value, 2m, 20m);
        }
    }

    [Fact]
    public void SplitMix64_WhenSeeded_GivesThePublishedSequence()
    {
        // The first outputs for seed 1234567 as printed with the algorithm's reference implementation.
        var random = new SplitMix64(1234567);
        Assert.Equal(
            ["6457827717110365317", "3203168211198807973", "9817491932198370423", "4593380528125082431", "16408922859458223821"],
            Enumerable.Range(0, 5).Select(_ => random.Next().ToString(CultureInfo.InvariantCulture)));
    }

    private static byte[] HashOf(SamplePlan plan)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { SkipValidation = true }))
        {
            foreach (var e in SampleEvents.Generate(plan))
            {
                EventLineWriter.Write(writer, e);
            }
        }

        return SHA256.HashData(stream.ToArray());
    }
}
