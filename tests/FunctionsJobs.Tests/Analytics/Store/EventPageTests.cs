using System.Text;
using FunctionsJobs.Analytics;
using static FunctionsJobs.Tests.Analytics.AnalyticsEvents;

namespace FunctionsJobs.Tests.Analytics.Store;

public abstract class EventPageTests : AnalyticsStoreContract
{
    private static readonly UtcRange Day = Range("2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z");

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task ReadEvents_PageByPage_YieldsEveryEventOnceInOrder(int limit)
    {
        var events = AnalyticsEvents.Random(seed: limit, count: 120, around: "2026-02-01T00:00:00Z", repeats: false);
        await AddAsync([.. events]);
        var range = Range("2026-01-30T11:30:00Z", "2026-02-01T00:00:00Z");

        var read = await ReadAllAsync(new EventQuery(range), limit);

        var expected = events.Where(e => e.PublisherId == P && e.AtMilliseconds >= Ms("2026-01-30T11:30:00Z") && e.AtMilliseconds < Ms("2026-02-01T00:00:00Z"))
            .OrderBy(e => e.AtMilliseconds / 3_600_000).ThenBy(e => e.Id, StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, read);
    }

    [Fact]
    public async Task ReadEvents_KeepsEveryMember()
    {
        var full = Click("a", "2026-01-31T10:00:00.123Z", 5) with { AdUnit = "tóp \"1\"", Country = "DE", Device = DeviceType.Other };
        var bare = Click("b", "2026-01-31T10:00:00Z") with { Type = AnalyticsEventType.Request };
        await AddAsync(full, bare);

        Assert.Equal([full, bare], await ReadAllAsync(new EventQuery(Day), 10));
    }

    [Fact]
    public async Task ReadEvents_OfTextsLongerThanThePageExpects_KeepsThemWhole()
    {
        var events = Enumerable.Range(0, 100).Select(n => Click($"{n:D3}-{new string('i', 60)}", "2026-01-31T10:00:00Z") with { AdUnit = new string('ü', 128) }).ToArray();
        await AddAsync(events);

        Assert.Equal(events, await ReadAllAsync(new EventQuery(Day), 64));
    }

    [Fact]
    public async Task ReadEvents_TakesTheRangeToTheMillisecond()
    {
        await AddAsync(Click("before", "2026-01-31T09:59:59.999Z"), Click("first", "2026-01-31T10:00:00Z"), Click("last", "2026-01-31T10:30:00.499Z"), Click("after", "2026-01-31T10:30:00.500Z"));

        Assert.Equal(["first", "last"], await IdsAsync(new EventQuery(Range("2026-01-31T10:00:00Z", "2026-01-31T10:30:00.5Z"))));
    }

    [Fact]
    public async Task ReadEvents_OfAnotherPublisher_AreNotThere()
    {
        await AddAsync(Click("a", "2026-01-31T10:00:00Z"), Click("a", "2026-01-31T10:00:00Z", 9, "pub-10"));

        Assert.Equal(0, Assert.Single(await ReadAllAsync(new EventQuery(Day), 10)).RevenueMicros);
        using var page = new EventPage(10);
        await Store.ReadEventsAsync(P, new EventQuery(Day), null, page, CancellationToken.None);
        Assert.Equal(1, page.Count);
        await Store.ReadEventsAsync("pub-2", new EventQuery(Day), null, page, CancellationToken.None);
        Assert.Equal(0, page.Count);
    }

    [Fact]
    public async Task ReadEvents_WithFilters_HoldsWhatIsInAllOfThem()
    {
        await AddAsync(
            Click("a", "2026-01-31T10:00:00Z") with { Country = "DE", Device = DeviceType.Mobile, AdUnit = "it's \"[top]\", 100%" },
            Click("b", "2026-01-31T10:00:00Z") with { Country = "FR", Device = DeviceType.Mobile },
            Click("c", "2026-01-31T10:00:00Z") with { Country = "DE", Device = DeviceType.Tablet },
            Click("d", "2026-01-31T10:00:00Z") with { Type = AnalyticsEventType.Request });

        Assert.Equal(["a", "c"], await IdsAsync(new EventQuery(Day) { Countries = ["DE", "AT"] }));
        Assert.Equal(["a", "b", "c"], await IdsAsync(new EventQuery(Day) { Types = [AnalyticsEventType.Click] }));
        Assert.Equal(["d"], await IdsAsync(new EventQuery(Day) { Types = [AnalyticsEventType.Request, AnalyticsEventType.Impression] }));
        Assert.Equal(["c"], await IdsAsync(new EventQuery(Day) { Countries = ["DE"], Devices = [DeviceType.Tablet] }));
        Assert.Equal(["a"], await IdsAsync(new EventQuery(Day) { AdUnits = ["it's \"[top]\", 100%"] }));
        Assert.Empty(await IdsAsync(new EventQuery(Day) { Countries = ["DE' OR 1=1 --"] }));
        Assert.Equal(["a", "b", "c", "d"], await IdsAsync(new EventQuery(Day) { Countries = [] }));
    }

    [Fact]
    public async Task ReadEvents_WhenOneIsAddedBehind_GoesOnWithoutRepeating()
    {
        await AddAsync(Click("b", "2026-01-31T10:00:00Z"), Click("d", "2026-01-31T10:00:00Z"));
        var first = await ReadAsync(new EventQuery(Day), null, 1);

        await AddAsync(Click("a", "2026-01-31T10:00:00Z"), Click("c", "2026-01-31T10:00:00Z"));

        Assert.Equal("b", Assert.Single(first).Id);
        Assert.Equal(
            ["c", "d"],
            (await ReadAsync(new EventQuery(Day), new EventPosition(first[0].AtMilliseconds, first[0].Id), 10)).Select(e => e.Id));
    }

    private async Task<IEnumerable<string>> IdsAsync(EventQuery query) => (await ReadAllAsync(query, 10)).Select(e => e.Id);

    private async Task<AnalyticsEvent[]> ReadAsync(EventQuery query, EventPosition? after, int limit)
    {
        using var page = new EventPage(limit);
        await Store.ReadEventsAsync(P, query, after, page, CancellationToken.None);
        return [.. Enumerable.Range(0, page.Count).Select(index => EventOf(page[index]))];
    }

    private async Task<List<AnalyticsEvent>> ReadAllAsync(EventQuery query, int limit)
    {
        var all = new List<AnalyticsEvent>();
        using var page = new EventPage(limit);
        do
        {
            await Store.ReadEventsAsync(P, query, page.End, page, CancellationToken.None);
            all.AddRange(Enumerable.Range(0, page.Count).Select(index => EventOf(page[index])));
        }
        while (page.Count == page.Capacity);

        return all;
    }

    private static AnalyticsEvent EventOf(in EventRow row) => new()
    {
        Id = Encoding.UTF8.GetString(row.Id),
        PublisherId = Encoding.UTF8.GetString(row.PublisherId),
        Type = row.Type,
        AtMilliseconds = row.AtMilliseconds,
        AdUnit = row.HasAdUnit ? Encoding.UTF8.GetString(row.AdUnit) : null,
        Country = row.HasCountry ? Encoding.UTF8.GetString(row.Country) : null,
        Device = row.Device,
        RevenueMicros = row.RevenueMicros,
    };
}
