using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.Exports;
using FunctionsJobs.Tests.Analytics;

namespace FunctionsJobs.Tests.Exports;

public sealed class ExportRendererTests
{
    private static readonly AnalyticsEvent Full = AnalyticsEvents.Click("e-1", "2026-01-31T12:34:56.789Z", 2310) with
    {
        AdUnit = "top", Country = "DE", Device = DeviceType.Mobile,
    };

    private static readonly AnalyticsEvent Bare = AnalyticsEvents.Click("e-2", "2026-01-31T00:00:00Z") with { Type = AnalyticsEventType.Request };

    private static readonly RollupBucket Bucket = new(new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero), new RollupCounts(4, 3, 1, 1_500_000));

    [Fact]
    public void Csv_IsAsTheStandardHasIt() => Assert.Equal(
        """
        e-1,pub-1,click,2026-01-31T12:34:56.789Z,top,DE,mobile,0.00231
        e-2,pub-1,request,2026-01-31T00:00:00.000Z,,,,0
        "a ""b"",
        c",pub-1,click,2026-01-31T12:34:56.789Z,top,DE,mobile,0.00231

        """.ReplaceLineEndings("\r\n").Replace(",\r\nc", ",\nc", StringComparison.Ordinal),
        Render(ExportFormat.Csv, Full, Bare, Full with { Id = "a \"b\",\nc" }));

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil\",\"x\")", "\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\"")]
    [InlineData("+1+cmd|' /C calc'!A0", "\"'+1+cmd|' /C calc'!A0\"")]
    [InlineData("-2+3", "\"'-2+3\"")]
    [InlineData("@SUM(1)", "\"'@SUM(1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("＝1", "\"'＝1\"")]
    [InlineData("＋1", "\"'＋1\"")]
    [InlineData("－1", "\"'－1\"")]
    [InlineData("＠a", "\"'＠a\"")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("\0=1", "\"'\0=1\"")]
    [InlineData("０1", "０1")]
    [InlineData("", "")]
    [InlineData("-5", "-5")]
    [InlineData("-0.25", "-0.25")]
    [InlineData("+1", "+1")]
    [InlineData("a=1", "a=1")]
    [InlineData("'=1", "'=1")]
    public void Csv_OfATextThatASpreadsheetWouldRun_PutsAnApostropheInFront(string text, string cell)
    {
        var line = Render(ExportFormat.Csv, Full with { AdUnit = text });

        Assert.Equal($"e-1,pub-1,click,2026-01-31T12:34:56.789Z,{cell},DE,mobile,0.00231\r\n", line);
    }

    [Fact]
    public void Csv_OfRollups_KeepsNumbersAndLeavesOutWhatIsUndefined() => Assert.Equal(
        "2026-01-31T00:00:00.000Z,4,3,1,1.5,0.333333,0.75,500\r\n2026-01-31T00:00:00.000Z,0,0,0,0,,,\r\n",
        Render(ExportFormat.Csv, Bucket, Bucket with { Counts = default }));

    [Fact]
    public void NdJson_IsOneObjectALine() => Assert.Equal(
        """
        {"id":"e-1","publisherId":"pub-1","type":"click","at":"2026-01-31T12:34:56.789Z","adUnit":"top","country":"DE","device":"mobile","revenue":0.00231}
        {"id":"e-2","publisherId":"pub-1","type":"request","at":"2026-01-31T00:00:00.000Z","adUnit":null,"country":null,"device":null,"revenue":0}

        """.ReplaceLineEndings("\n"),
        Render(ExportFormat.NdJson, Full, Bare));

    [Fact]
    public void Json_BetweenItsFrame_IsAnArray()
    {
        var text = Encoding.UTF8.GetString([.. ExportFrame.Head(ExportFormat.Json, isEvents: true)])
            + Render(ExportFormat.Json, Full with { Id = "\"\\\n\u2028" }, Bare)
            + Encoding.UTF8.GetString(ExportFrame.Separator)
            + Render(ExportFormat.Json, Bucket)
            + Encoding.UTF8.GetString(ExportFrame.Tail(ExportFormat.Json));

        var rows = JsonElement.Parse(text);
        Assert.Equal(3, rows.GetArrayLength());
        Assert.Equal("\"\\\n\u2028", rows[0].GetProperty("id").GetString());
        Assert.Equal(ExportColumns.Events, rows[1].EnumerateObject().Select(member => member.Name));
        Assert.Equal(ExportColumns.Rollups, rows[2].EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "0.000001")]
    [InlineData(1_000_000, "1")]
    [InlineData(1_230_000, "1.23")]
    [InlineData(long.MaxValue, "9223372036854.775807")]
    [InlineData(-1, "-0.000001")]
    [InlineData(-1_500_000, "-1.5")]
    public void Money_IsExact(long micros, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(ExportText.Money(micros, new byte[ExportText.MaxLength])));

    [Fact]
    public void Header_NamesTheColumns()
    {
        Assert.Equal("id,publisherId,type,at,adUnit,country,device,revenue\r\n", Encoding.UTF8.GetString(ExportFrame.Head(ExportFormat.Csv, isEvents: true)));
        Assert.Equal("start,requests,impressions,clicks,revenue,ctr,fillRate,ecpm\r\n", Encoding.UTF8.GetString(ExportFrame.Head(ExportFormat.Csv, isEvents: false)));
    }

    [Fact]
    public void Pack_OfSeveralPieces_UnpacksToAllOfThem()
    {
        byte[] file = [.. ExportFrame.Pack("one"u8, isGzip: true), .. ExportFrame.Pack([], isGzip: true), .. ExportFrame.Pack("two"u8, isGzip: true)];

        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(file), CompressionMode.Decompress));
        Assert.Equal("onetwo", unpacked.ReadToEnd());
    }

    [Theory]
    [InlineData(ExportFormat.Csv, "head p00001-000000 p00001-000001 p00003-000000")]
    [InlineData(ExportFormat.Json, "head p00001-000000 p00001-000001 p00003-s p00003-000000 tail")]
    [InlineData(ExportFormat.NdJson, "p00001-000000 p00001-000001 p00003-000000")]
    public void InOrder_NamesWhatWasStagedAndNothingElse(ExportFormat format, string expected) =>
        Assert.Equal(expected, string.Join(' ', ExportParts.InOrder(format, [0, 2, 0, 1])));

    [Theory]
    [InlineData("2026-01-31T10:20:00Z", "2026-01-31T10:40:00Z", 1, "10:20-10:40")]
    [InlineData("2026-01-31T10:20:00Z", "2026-01-31T12:00:00Z", 1, "10:20-11:00 11:00-12:00")]
    [InlineData("2026-01-31T22:00:00Z", "2026-02-02T02:00:00Z", 24, "22:00-00:00 00:00-00:00 00:00-02:00")]
    public void Slices_TogetherAreTheRange(string from, string to, int hours, string expected)
    {
        var slices = ExportSlices.Of(new UtcRange(DateTimeOffset.Parse(from), DateTimeOffset.Parse(to)), TimeSpan.FromHours(hours));

        Assert.Equal(expected, string.Join(' ', slices.Select(slice => $"{slice.From:HH:mm}-{slice.To:HH:mm}")));
        Assert.All(slices.Zip(slices.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    private static string Render(ExportFormat format, params AnalyticsEvent[] rows) => Render(format, (renderer, row) => renderer.Write(RowOf(row)), rows);

    private static string Render(ExportFormat format, params RollupBucket[] rows) => Render(format, (renderer, row) => renderer.Write(row), rows);

    private static EventRow RowOf(AnalyticsEvent row) => new()
    {
        Id = Encoding.UTF8.GetBytes(row.Id),
        PublisherId = Encoding.UTF8.GetBytes(row.PublisherId),
        Type = row.Type,
        AtMilliseconds = row.AtMilliseconds,
        HasAdUnit = row.AdUnit is not null,
        AdUnit = Encoding.UTF8.GetBytes(row.AdUnit ?? ""),
        HasCountry = row.Country is not null,
        Country = Encoding.UTF8.GetBytes(row.Country ?? ""),
        Device = row.Device,
        RevenueMicros = row.RevenueMicros,
    };

    private static string Render<T>(ExportFormat format, Action<ExportRenderer, T> write, T[] rows)
    {
        using var target = new MemoryStream();
        using (var renderer = ExportRenderer.Create(format, target))
        {
            foreach (var row in rows)
            {
                write(renderer, row);
            }

            renderer.Flush();
        }

        return Encoding.UTF8.GetString(target.ToArray());
    }
}
