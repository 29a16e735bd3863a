using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FunctionsJobs.Tests.Queues.Harness;
using FunctionsJobs.Tests.Security.Harness;

namespace FunctionsJobs.Tests.Dashboard;

public sealed partial class DashboardPageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Get_AnswersThePageToEverybody()
    {
        using var client = TestTokens.Client(app.Address, token: null);
        using var response = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("nosniff", "DENY", "no-referrer"), (One(response, "X-Content-Type-Options"), One(response, "X-Frame-Options"), One(response, "Referrer-Policy")));
    }

    [Fact]
    public async Task Policy_LetsThePagesOwnScriptAndStyleRunAndNothingElse()
    {
        using var response = await app.Http.GetAsync("/");
        var page = await response.Content.ReadAsStringAsync();
        var policy = One(response, "Content-Security-Policy").Split("; ").Select(part => part.Split(' ', 2)).ToDictionary(part => part[0], part => part[1]);

        Assert.Equal("'none'", policy["default-src"]);
        Assert.Equal("'self'", policy["connect-src"]);
        Assert.Equal(HashOf(Assert.Single(Script().Matches(page)).Groups[1].Value), policy["script-src"]);
        Assert.Equal(HashOf(Assert.Single(Style().Matches(page)).Groups[1].Value), policy["style-src"]);
        Assert.Equal(("'none'", "'none'", "'none'"), (policy["base-uri"], policy["form-action"], policy["frame-ancestors"]));
        Assert.DoesNotContain("unsafe", string.Join(' ', policy.Values), StringComparison.Ordinal);
    }

    // Attributes with code or style would not run under the policy; markup made of data would be a hole without it.
    [Fact]
    public async Task Page_LoadsNothingFromElsewhereAndMakesNoMarkupOfData()
    {
        var page = await app.Http.GetStringAsync("/");

        Assert.Equal(["http://www.w3.org/2000/svg"], Address().Matches(page).Select(match => match.Value).Distinct());
        Assert.DoesNotMatch(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|localStorage", page);
        Assert.DoesNotMatch(@"<[a-z]+[^>]*\s(on[a-z]+|style)=", page);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OfWhatTheBrowserHas_IsNotSentAgain()
    {
        using var first = await app.Http.GetAsync("/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await app.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    private static string One(HttpResponseMessage response, string header) => Assert.Single(response.Headers.GetValues(header));

    private static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    [GeneratedRegex("<script[^>]*>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex(@"https?://[^\s""'<>]+")]
    private static partial Regex Address();
}
