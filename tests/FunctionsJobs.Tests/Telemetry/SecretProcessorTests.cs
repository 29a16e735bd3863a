using System.Diagnostics;
using FunctionsJobs.Telemetry;

namespace FunctionsJobs.Tests.Telemetry;

public sealed class SecretProcessorTests
{
    [Theory]
    [InlineData("http://x/y?code=abc==&z=1", "http://x/y?code=***&z=1")]
    [InlineData("https://blob/c/f?sv=1&sig=a%2Fb", "https://blob/c/f?sv=1&sig=***")]
    [InlineData("CODE=abc", "CODE=***")]
    [InlineData("barcode=123", "barcode=123")]
    [InlineData("nothing here", "nothing here")]
    public void OnEnd_WhenATagHoldsASecret_TakesItOut(string text, string expected)
    {
        using var span = new Activity("span");
        span.SetTag("url.full", text).SetTag("number", 7).SetStatus(ActivityStatusCode.Error, text);
        using var processor = new SecretProcessor();

        processor.OnEnd(span);

        Assert.Equal(expected, span.GetTagItem("url.full"));
        Assert.Equal(7, span.GetTagItem("number"));
        Assert.Equal(expected, span.StatusDescription);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }
}
