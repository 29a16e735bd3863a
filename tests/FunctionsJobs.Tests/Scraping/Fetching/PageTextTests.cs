using System.Text;
using FunctionsJobs.Scraping.Fetching;

namespace FunctionsJobs.Tests.Scraping.Fetching;

public sealed class PageTextTests
{
    [Theory]
    [InlineData("utf-8", "C3A9", "é")]
    [InlineData("\"UTF-8\"", "C3A9", "é")]
    [InlineData("iso-8859-1", "E980", "é€")]
    [InlineData("windows-1251", "E9", "й")]
    [InlineData("Shift_JIS", "83658358", "テス")]
    [InlineData("gb2312", "C4E3", "你")]
    [InlineData("utf-16", "E9000A20", "é\u200A")]
    [InlineData("utf-7", "2B41446B2D", "+ADk-")]
    [InlineData("no-such-thing", "C3A9", "é")]
    [InlineData(null, "C3A9", "é")]
    [InlineData(null, "E9", "\uFFFD")]
    [InlineData("windows-1252", "EFBBBFC3A9", "é")]
    [InlineData("utf-8", "FFFEE900", "é")]
    [InlineData("utf-8", "FEFF00E9", "é")]
    public void Read_FollowsMarkThenHeaderThenUtf8(string? charset, string bytes, string expected) =>
        Assert.Equal(expected, PageText.Read(Convert.FromHexString(bytes), charset));

    [Theory]
    [InlineData("<meta charset=windows-1251>", "й")]
    [InlineData("<META  name=x CHARSET = \"windows-1251\">", "й")]
    [InlineData("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">", "й")]
    [InlineData("<meta charset=utf-16>", "\uFFFD")]
    [InlineData("<p charset=windows-1251>", "\uFFFD")]
    public void Read_WithoutAHeader_FollowsTheMetaElement(string head, string expected) =>
        Assert.Equal(head + expected, PageText.Read((byte[])[.. Encoding.ASCII.GetBytes(head), 0xe9], null));

    [Fact]
    public void Read_WithHeaderAndMeta_FollowsTheHeader() =>
        Assert.EndsWith("й", PageText.Read((byte[])[.. "<meta charset=utf-8>"u8, 0xe9], "windows-1251"), StringComparison.Ordinal);

    [Fact]
    public void Read_OfAMetaElementThatComesLate_IsUtf8() =>
        Assert.EndsWith("\uFFFD", PageText.Read((byte[])[.. Encoding.ASCII.GetBytes(new string(' ', 1024) + "<meta charset=windows-1251>"), 0xe9], null), StringComparison.Ordinal);
}
