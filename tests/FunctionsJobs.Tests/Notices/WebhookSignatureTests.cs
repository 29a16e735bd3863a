using System.Text;
using FunctionsJobs.Notices;

namespace FunctionsJobs.Tests.Notices;

public sealed class WebhookSignatureTests
{
    // The hash was computed with: printf '1767225600.{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
    [Fact]
    public void Create_MatchesAnIndependentComputation() => Assert.Equal(
        "t=1767225600,v1=5a178d9c0a752b5853bf52551646d72a3506620c785b7cfaf493f8b2adddfbdd",
        WebhookSignature.Create("0123456789abcdef0123456789abcdef", DateTimeOffset.FromUnixTimeSeconds(1767225600), Encoding.UTF8.GetBytes("{\"a\":1}")));
}
