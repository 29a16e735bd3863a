using System.Text.Json;
using FunctionsJobs.Companies;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping;
using FunctionsJobs.Scraping.Fetching;
using FunctionsJobs.Scraping.Pages;
using FunctionsJobs.Tests.Architecture;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Scraping.Pages;

public sealed class CompanyPageReaderTests
{
    private static readonly string Corpus = Path.Combine(Sources.Root, "tests", "FunctionsJobs.Tests", "Scraping", "Pages", "Corpus");

    public static TheoryData<string> Pages() => new(Directory.EnumerateFiles(Corpus, "*.html").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Read_OfASavedPage_GivesItsRecord(string name)
    {
        var found = Read(File.ReadAllText(Path.Combine(Corpus, $"{name}.html"))).Company;

        var expected = JsonElement.Parse(File.ReadAllText(Path.Combine(Corpus, $"{name}.json")));
        var actual = JsonSerializer.SerializeToElement(found with { FetchedAt = default, ContentHash = null }, CompanyJson.Default.ScrapedCompany);
        foreach (var member in actual.EnumerateObject().Where(member => member.Name != "fetchedAt"))
        {
            Assert.True(expected.TryGetProperty(member.Name, out var value), $"{member.Name}: {member.Value}");
            Assert.Equal(value.GetRawText().ReplaceLineEndings(""), JsonSerializer.Serialize(member.Value, JsonSerializerOptions.Web).ReplaceLineEndings(""), JsonEqual);
        }

        Assert.Empty(expected.EnumerateObject().Select(member => member.Name).Except(actual.EnumerateObject().Select(member => member.Name)));
    }

    [Fact]
    public void Read_OfTheSameFacts_GivesTheSameHashWhateverElseChanges()
    {
        var first = Read("<title>A</title><p>1</p>").Company.ContentHash;

        Assert.Equal(first, Read("<title>A</title><p>2 <script>nonce</script></p>").Company.ContentHash);
        Assert.NotEqual(first, Read("<title>B</title><p>1</p>").Company.ContentHash);
    }

    [Theory]
    [InlineData("<div>", 90_000)]
    [InlineData("<b>", 90_000)]
    [InlineData("<p><font>", 45_000)]
    [InlineData("<table><tr><td>", 30_000)]
    [InlineData("<a href=x><p>", 45_000)]
    [InlineData("<svg>", 90_000)]
    [InlineData("</p>", 90_000)]
    [InlineData("<select><option>", 45_000)]
    public void Read_OfAPageMadeToTakeLong_StaysWithinItsTime(string piece, int times)
    {
        var started = TimeProvider.System.GetTimestamp();
        var text = string.Concat(Enumerable.Repeat(piece, times)) + "deep@anvil.example";

        var fault = Record.Exception(() => Read(text)) as JobFaultException;

        Assert.True(fault is null or { Fault: { Code: "page_too_complex", Retryable: false } });
        Assert.True(TimeProvider.System.GetElapsedTime(started) < 2 * new ScrapingOptions().ParseTimeout, $"{TimeProvider.System.GetElapsedTime(started)}");
    }

    [Fact]
    public void Read_OfManyAttributes_StaysWithinItsTime()
    {
        var started = TimeProvider.System.GetTimestamp();

        Read("<div " + string.Concat(Enumerable.Range(0, 300_000).Select(i => $"a{i} ")) + "><meta " + string.Concat(Enumerable.Repeat("name=x content=y ", 100_000)) + ">");

        Assert.True(TimeProvider.System.GetElapsedTime(started) < new ScrapingOptions().ParseTimeout);
    }

    [Fact]
    public void Read_OfMoreThanTheMostParts_IsTooComplex()
    {
        var fault = Assert.Throws<JobFaultException>(() => Read(string.Concat(Enumerable.Repeat("<br>a", 2_000)), new ScrapingOptions { MaxTokens = 1_000 })).Fault;

        Assert.Equal(("page_too_complex", false), (fault.Code, fault.Retryable));
    }

    [Fact]
    public void Read_WhenTheJobIsStopped_Ends()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Read("<p>", cancellation: stopped.Token));
    }

    [Fact]
    public void Read_OfNestedJsonLd_LeavesOutWhatIsTooDeep()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"publisher":""", 10_000)) + "1" + new string('}', 10_000);
        var page = Read($$"""<script type="application/ld+json">{{deep}}</script><script type="application/ld+json">{"@type":"NGO","name":"Kept"}</script>""");

        Assert.Equal(("Kept", true), (page.Company.Name, page.HasOrganization));
    }

    [Fact]
    public void Read_OfSeveralOrganizations_TakesTheOneOfThePagesDomain()
    {
        var page = Read("""<script type="application/ld+json">[{"@type":"Organization","name":"Agency","url":"https://agency.example"},{"@type":"Organization","name":"Own","url":"https://anvil.example/x"}]</script>""");

        Assert.Equal("Own", page.Company.Name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_OfNoise_NeverThrowsAndStaysWithinItsBounds(int seed)
    {
        var random = new Random(seed);
        string[] pieces =
        [
            "<a href=", "mailto:", "tel:", "a@b.example", "https://", "//", "[::", "%", "%0a", ">", "<", "\"", "'", "<script type=\"application/ld+json\">", "</script>", "{\"@type\":", "\"Organization\"",
            ",\"name\":", "\"\\ud800\"", "}", "[", "]", "<title>", "<meta name=description content=", "\0", "\uD800", "\u202E", "&#0;", "&#x110000;", "<svg>", "<math>", "<template>", "<!--", "<![CDATA[", "é", "+49 123 4567",
        ];
        for (var round = 0; round < 2_000; round++)
        {
            var company = Read(string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => pieces[random.Next(pieces.Length)]))).Company;

            Assert.Equal(Text(company), Text(CompanyBounds.Apply(company)));
            Assert.DoesNotContain(company.Title ?? "", c => char.IsControl(c) || c == '\u202E');
        }
    }

    private static string Text(ScrapedCompany company) => JsonSerializer.Serialize(company, CompanyJson.Default.ScrapedCompany);

    private static bool JsonEqual(string expected, string actual) => JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(actual));

    private static CompanyPage Read(string html, ScrapingOptions? options = null, CancellationToken cancellation = default) =>
        new CompanyPageReader(Options.Create(options ?? new ScrapingOptions()), TimeProvider.System)
            .Read(new FetchedPage(new Uri("https://www.anvil.example/start"), 200, html.Length, html, new Dictionary<string, string>()), cancellation);
}
