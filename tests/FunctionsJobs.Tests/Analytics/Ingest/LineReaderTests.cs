using System.Text;
using FunctionsJobs.Analytics.Ingest;

namespace FunctionsJobs.Tests.Analytics.Ingest;

public sealed class LineReaderTests
{
    private const int MaxLine = 1024;

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "1:a")]
    [InlineData("a\n", "1:a")]
    [InlineData("a\nb", "1:a|2:b")]
    [InlineData("a\r\nb\r\n", "1:a|2:b")]
    [InlineData("\n\na\n", "1:|2:|3:a")]
    [InlineData("\uFEFFa\n\uFEFFb", "1:a|2:\uFEFFb")]
    [InlineData("a\rb\n", "1:a\rb")]
    public async Task TryNext_WhenTheBodyHasLines_GivesThemWithNumbers(string body, string expected)
    {
        // However the network cuts the body.
        for (var piece = 1; piece <= 5; piece++)
        {
            Assert.Equal(expected, string.Join('|', await ReadAsync(Encoding.UTF8.GetBytes(body), piece)));
        }
    }

    [Theory]
    [InlineData(MaxLine, false)]
    [InlineData(MaxLine + 1, true)]
    [InlineData(MaxLine + 2, true)]
    [InlineData(10 * MaxLine, true)]
    [InlineData(1_000_000, true)]
    public async Task TryNext_WhenALineIsLong_SkipsItAtTheLimit(int length, bool isTooLong)
    {
        foreach (var end in (string[])["\n", "\r\n"])
        {
            var body = Encoding.UTF8.GetBytes("a" + end + new string('x', length) + end + "b" + end);
            foreach (var piece in (int[])[977, 65_536, 2_000_000])
            {
                Assert.Equal(
                    ["1:a", isTooLong ? "2:(too long)" : "2:" + new string('x', length), "3:b"],
                    await ReadAsync(body, piece));
            }
        }
    }

    [Fact]
    public async Task TryNext_WhenTheLastLineIsTooLong_NamesItOnce() =>
        Assert.Equal(["1:(too long)"], await ReadAsync(Encoding.UTF8.GetBytes(new string('x', 500_000)), 4096));

    private static async Task<List<string>> ReadAsync(byte[] body, int piece)
    {
        var position = 0;
        using var reader = new LineReader(
            (buffer, _) =>
            {
                var count = Math.Min(Math.Min(piece, buffer.Length), body.Length - position);
                body.AsSpan(position, count).CopyTo(buffer.Span);
                position += count;
                return ValueTask.FromResult(count);
            },
            MaxLine);
        var lines = new List<string>();
        while (await reader.FetchAsync(CancellationToken.None))
        {
            while (reader.TryNext(out var line, out var isTooLong))
            {
                lines.Add($"{reader.Number}:{(isTooLong ? "(too long)" : Encoding.UTF8.GetString(line))}");
            }
        }

        return lines;
    }
}
