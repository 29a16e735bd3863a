using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using FunctionsJobs.Security;
using FunctionsJobs.Tests.Queues.Harness;
using FunctionsJobs.Tests.Security.Harness;

namespace FunctionsJobs.Tests.Security;

/// <summary>Plants secrets in every place where callers and settings have them, and looks for them in all that the program writes.</summary>
public sealed class SecretTests
{
    private const string Marker = "PLANTED";
    private const string ApiKey = "PLANTEDapikey0123456789";
    private const string Secret = "PLANTEDsigningsecret-0123456789abcdef";

    [Fact]
    public async Task Program_WhenSecretsAreSentAndSet_WritesNoneOfThem()
    {
        using var log = new LogCapture();
        var spans = new ConcurrentQueue<string>();
        using var listener = Listen(spans);
        var app = new TestApp(
            [
                $"--Security:ApiKeys:machine:Sha256={ApiKeys.Hash(ApiKey)}", "--Security:ApiKeys:machine:Role=admin", $"--Security:SigningSecrets:1={Secret}",
                "--AzureWebJobsStorage=DefaultEndpointsProtocol=https;AccountName=a;AccountKey=PLANTEDaccountkey==", "--Redis:ConnectionString=localhost,password=PLANTEDpassword",
                "--RequestLimits:Burst=5", "--RequestLimits:PerSecond=1",
            ],
            log);
        await app.InitializeAsync();
        var answers = new StringBuilder();
        var systemKey = "";
        try
        {
            var good = TokenForge.Hmac(
                TokenForge.Hs256,
                """{"iss":"functionsjobs-local","aud":"functionsjobs","sub":"somebody","exp":9999999999,"roles":"operator","jti":"PLANTEDjti"}""",
                Encoding.UTF8.GetBytes(Secret));
            foreach (var (header, value) in (IEnumerable<(string, string)>)
                [
                    ("Authorization", $"Bearer {good}"), ("Authorization", $"Bearer {good}x"), ("Authorization", "Bearer PLANTEDnotoken"), ("Authorization", "Basic PLANTEDbasic"),
                    ("Authorization", $"Bearer {TokenForge.Join("""{"alg":"none","kid":"PLANTEDkid"}""", """{"sub":"PLANTEDsub"}""", _ => [1])}"),
                    ("Authorization", $"Bearer {TokenForge.Hmac("""{"alg":"RS256","kid":"PLANTEDkid"}""", """{"iss":"PLANTEDissuer"}""", [1])}"),
                    ("Authorization", $"Bearer {TokenForge.Hmac(TokenForge.Hs256, """{"iss":"PLANTEDissuer","aud":"PLANTEDaudience","sub":"PLANTED","exp":1}""", Encoding.UTF8.GetBytes(Secret))}"),
                    ("x-api-key", ApiKey), ("x-functions-key", ApiKey), ("x-api-key", "PLANTEDwrongkey"), ("Cookie", "session=PLANTEDcookie"),
                ])
            {
                foreach (var (method, url, body) in Calls())
                {
                    using var client = TestTokens.Client(app.Address, token: null);
                    using var request = new HttpRequestMessage(new HttpMethod(method), url);
                    request.Headers.TryAddWithoutValidation(header, value);
                    request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
                    using var response = await client.SendAsync(request);
                    answers.AppendLine($"{(int)response.StatusCode} {response.Headers} {await response.Content.ReadAsStringAsync()}");
                }
            }

            // An administrator's answer does hold the system key, in links: those are for the caller and not for logs.
            using var accepted = await app.PostAsync(TestApp.Submission());
            var link = (await accepted.DataAsync(HttpStatusCode.Accepted)).GetProperty("statusQueryGetUri").GetString()!;
            systemKey = link[(link.IndexOf("code=", StringComparison.Ordinal) + 5)..].Split('&')[0];
            using var follow = TestTokens.Client(app.Address, token: null);
            using var status = await follow.GetAsync(link);
            using var wrong = await follow.GetAsync(link.Replace(systemKey, "PLANTEDcode", StringComparison.Ordinal));
            answers.AppendLine($"{wrong.StatusCode} {await wrong.Content.ReadAsStringAsync()}");
            Assert.True(status.IsSuccessStatusCode, $"{status.StatusCode}");
        }
        finally
        {
            await app.DisposeAsync();
        }

        // The log was listened to, and the calls came as far as they were meant to.
        foreach (var failure in (AuthenticationFailure[])
            [AuthenticationFailure.Missing, AuthenticationFailure.Malformed, AuthenticationFailure.BadSignature, AuthenticationFailure.AlgorithmRefused, AuthenticationFailure.UnknownKey])
        {
            Assert.Contains($"credentials {failure}", log.Text, StringComparison.Ordinal);
        }

        Assert.Contains("too many requests", log.Text, StringComparison.Ordinal);
        Assert.Contains("key:machine", log.Text, StringComparison.Ordinal);
        Assert.Contains("Debug ", log.Text, StringComparison.Ordinal);
        foreach (var (where, text) in (IEnumerable<(string, string)>)[("log", log.Text), ("answers", answers.ToString()), ("spans", string.Join('\n', spans))])
        {
            AssertWithout(where, text, Marker);
            AssertWithout(where, text, "eyJ");
            AssertWithout(where, text, TestTokens.Secret);
        }

        AssertWithout("log", log.Text, systemKey);
        AssertWithout("spans", string.Join('\n', spans), systemKey);
    }

    private static void AssertWithout(string where, string text, string secret)
    {
        var at = text.IndexOf(secret, StringComparison.Ordinal);
        Assert.True(at < 0, at < 0 ? "" : $"the {where} hold a secret: {text[Math.Max(0, at - 300)..Math.Min(text.Length, at + 60)]}");
    }

    private static IEnumerable<(string Method, string Url, string? Body)> Calls()
    {
        yield return ("GET", $"{TestApp.JobsUrl}/x?code=PLANTEDcode&sig=PLANTEDsig", null);
        yield return ("GET", "/api/v1/analytics/rollups?code=PLANTEDcode&publisherId=p&granularity=day&from=2026-01-01&to=2026-01-02", null);
        yield return ("POST", $"{TestApp.JobsUrl}?code=PLANTEDcode&access_token=PLANTEDtoken", "{\"broken");
        yield return ("POST", "/api/v1/analytics/events?sig=PLANTEDsig", "{\"id\":1}");
        yield return ("GET", "/runtime/webhooks/durabletask/instances?code=PLANTEDcode", null);
        yield return ("GET", "/admin/host/status?code=PLANTEDcode", null);
        yield return ("GET", "/nowhere?code=PLANTEDcode", null);
    }

    private static ActivityListener Listen(ConcurrentQueue<string> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => spans.Enqueue(
                $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))} {string.Join(' ', activity.Baggage)} {string.Join(' ', activity.Events.SelectMany(e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
