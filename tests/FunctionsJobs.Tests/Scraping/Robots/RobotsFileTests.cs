using FunctionsJobs.Scraping.Robots;

namespace FunctionsJobs.Tests.Scraping.Robots;

public sealed class RobotsFileTests
{
    // The example of RFC 9309, 5.1.
    private const string SimpleExample = """
        User-Agent: *
        Disallow: *.gif$
        Disallow: /example/
        Allow: /publications/

        User-Agent: foobot
        Disallow:/
        Allow:/example/page.html
        Allow:/example/allowed.gif

        User-Agent: barbot
        User-Agent: bazbot
        Disallow: /example/page.html

        User-Agent: quxbot
        """;

    [Theory]
    [InlineData("anybot", "/example/x", false)]
    [InlineData("anybot", "/a.gif", false)]
    [InlineData("anybot", "/a.gif?x", true)]
    [InlineData("anybot", "/publications/", true)]
    [InlineData("foobot", "/", false)]
    [InlineData("FooBot", "/x", false)]
    [InlineData("foobot", "/example/page.html", true)]
    [InlineData("foobot", "/example/allowed.gif", true)]
    [InlineData("foobot", "/robots.txt", true)]
    [InlineData("barbot", "/example/page.html", false)]
    [InlineData("bazbot", "/example/page.html", false)]
    [InlineData("bazbot", "/a.gif", true)]
    [InlineData("quxbot", "/example/page.html", true)]
    public void Allows_InTheRfcsExample_IsAsItSays(string token, string path, bool expected) => AssertAllows(expected, SimpleExample, path, token);

    // RFC 9309, 5.2.
    [Theory]
    [InlineData("/example/page/disallowed.gif", false)]
    [InlineData("/example/page/", true)]
    [InlineData("/example/page/other", true)]
    public void Allows_TheLongestRuleWins(string path, bool expected) =>
        AssertAllows(expected, "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif", path, "foobot");

    [Fact]
    public void Allows_OfEquallyLongRules_TheOneThatAllowsWins() => AssertAllows(true, "User-agent: *\nDisallow: /page\nAllow: /page", "/page");

    // RFC 9309, 2.2.2 and 2.2.3, with their examples.
    [Theory]
    [InlineData("/foo/bar?baz=quz", "/foo/bar?baz=quz", true)]
    [InlineData("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https://foo.bar", true)]
    [InlineData("/foo/bar/ツ", "/foo/bar/%E3%83%84", true)]
    [InlineData("/foo/bar/%E3%83%84", "/foo/bar/ツ", true)]
    [InlineData("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", true)]
    [InlineData("/foo/bar/%62%61%7A", "/foo/bar/baz", true)]
    [InlineData("/foo%2Fbar", "/foo/bar", false)]
    [InlineData("/path/file-with-a-%2A.html", "/path/file-with-a-*.html", true)]
    [InlineData("/path/file-with-a-%2A.html", "/path/file-with-a-b.html", false)]
    [InlineData("/path/foo-%24", "/path/foo-$", true)]
    [InlineData("/this/path/exactly$", "/this/path/exactly", true)]
    [InlineData("/this/path/exactly$", "/this/path/exactly/", false)]
    [InlineData("/this/*/exactly", "/this/path/exactly/and/more", true)]
    [InlineData("/a*b*c$", "/a-b-c-b-c", true)]
    [InlineData("/a*b*c$", "/a-b-c-b", false)]
    [InlineData("/a$b", "/a$b", true)]
    [InlineData("*.php", "/index.php?a", true)]
    [InlineData("/*$", "/anything", true)]
    [InlineData("/a*a$", "/a", false)]
    [InlineData("$", "/", false)]
    [InlineData("/fish", "/Fish", false)]
    public void Matches_ComparesOctetsWithWildcards(string pattern, string path, bool expected) =>
        AssertAllows(!expected, $"User-agent: *\nDisallow: {pattern}", path);

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Not found</body></html>")]
    [InlineData("Disallow: /\nUser-agent: *")]
    [InlineData("User-agent: *\nDisallow:")]
    [InlineData("User-agent: otherbot\nDisallow: /")]
    [InlineData("User-agent: *\n# Disallow: /")]
    [InlineData("User-agent: *\nCrawl-delay: 10")]
    public void Allows_WhenNothingIsDisallowed_IsTrue(string text) => AssertAllows(true, text, "/any");

    [Theory]
    [InlineData("\uFEFFuser-AGENT : * # everybody\r\nDISALLOW : /any # this")]
    [InlineData("User-agent: *\rDisallow: /any")]
    [InlineData("User-agent: *\n\n\nDisallow: /any")]
    [InlineData("User-agent: a\nUser-agent: *\nCrawl-delay: 1\nDisallow: /any")]
    [InlineData("User-agent: *\nSitemap: /s.xml\nUser-agent: b\nDisallow: /any")]
    public void Parse_TakesWhatIsWrittenAnotherWay(string text) => AssertAllows(false, text, "/any");

    [Fact]
    public void Parse_TakesAllGroupsOfTheCrawlerTogetherAndNoneOfEverybodys()
    {
        const string Text = "User-agent: anybot/2.0\nDisallow: /a\nUser-agent: *\nDisallow: /c\nUser-agent: ANYBOT\nDisallow: /b";

        AssertAllows(false, Text, "/a");
        AssertAllows(false, Text, "/b");
        AssertAllows(true, Text, "/c");
    }

    // Against a matcher that is slow and obviously right, on patterns and paths of few letters, where coincidences are many.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Matches_OfRandomPatterns_IsAsTheDefinitionSays(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 20_000; round++)
        {
            var pattern = "/" + Letters(random, "ab*", 8) + (random.Next(3) == 0 ? "$" : "");
            var path = "/" + Letters(random, "ab", 10);

            var expected = ByDefinition(pattern.TrimEnd('$'), path, pattern.EndsWith('$'));
            Assert.True(expected == RobotsPattern.Parse(pattern).Matches(RobotsPath.Normalize(path)), $"{pattern} and {path}: {expected}");
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Parse_OfNoise_NeverThrowsAndAlwaysAnswers(int seed)
    {
        var random = new Random(seed);
        string[] pieces = ["User-agent:", "user-agent: *", "Allow:", "Disallow: /", "%", "%2", "%zz", "\uD800", "\0", "*", "$", "**", "#", ":", "\r", "\n", "\u2028", "ツ", " ", "anybot"];
        for (var round = 0; round < 5_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)]));
            var file = RobotsFile.Parse(text, "anybot");

            Assert.True(file.Allows(new Uri("https://example.com/robots.txt")));
            _ = file.Allows(new Uri("https://example.com/%zz/ツ?*$"));
        }
    }

    [Theory]
    [InlineData(6)]
    public void Normalize_OfANormalPath_ChangesNothing(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 5_000; round++)
        {
            var once = RobotsPath.Normalize(Letters(random, "/a%2fFzé*$ ~?", 20));

            Assert.Equal(once, RobotsPath.Normalize(once));
            Assert.DoesNotContain(once, c => c is '*' or '$' or ' ' or > '~');
        }
    }

    [Fact]
    public void Matches_OfAPatternMadeToTakeLong_DoesNot()
    {
        var pattern = RobotsPattern.Parse("/" + string.Concat(Enumerable.Repeat("*a", 100_000)) + "b$");
        var started = TimeProvider.System.GetTimestamp();

        Assert.False(pattern.Matches("/" + new string('a', 2000)));
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(1));
    }

    private static bool ByDefinition(string pattern, string path, bool isAnchored)
    {
        if (pattern.Length == 0)
        {
            return !isAnchored || path.Length == 0;
        }

        return pattern[0] == '*'
            ? Enumerable.Range(0, path.Length + 1).Any(skipped => ByDefinition(pattern[1..], path[skipped..], isAnchored))
            : path.Length > 0 && path[0] == pattern[0] && ByDefinition(pattern[1..], path[1..], isAnchored);
    }

    private static string Letters(Random random, string alphabet, int max) =>
        string.Concat(Enumerable.Range(0, random.Next(max + 1)).Select(_ => alphabet[random.Next(alphabet.Length)]));

    private static void AssertAllows(bool expected, string text, string path, string token = "anybot") =>
        Assert.Equal(expected, RobotsFile.Parse(text, token).Allows(new Uri(new Uri("https://example.com"), path)));
}
