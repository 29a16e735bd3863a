using FunctionsJobs.Embedded.Hosting.Logging;
using FunctionsJobs.Embedded.Tests.Timers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Embedded.Tests.Hosting;

public class LoggingTests
{
    [Theory]
    [InlineData("GET /x?code=abc&y=1", "GET /x?code=***&y=1")]
    [InlineData("https://h/b?sv=1&sig=a%2Bb%3D and more", "https://h/b?sv=1&sig=*** and more")]
    [InlineData("?CODE=abc \"sig=d\"", "?CODE=*** \"sig=***\"")]
    [InlineData("barcode=1 encode=2 design=3", "barcode=1 encode=2 design=3")]
    [InlineData("code= sig=", "code= sig=")]
    [InlineData("nothing", "nothing")]
    public void Scrub_WhenTextHoldsSecretsOfLinks_RemovesThem(string text, string expected) => Assert.Equal(expected, SecretScrubber.Scrub(text));

    [Fact]
    public void Write_WhenAMessageHoldsControlCharacters_EscapesThem()
    {
        var line = Write(LogLevel.Warning, "name\r\n12:00:00.000 crit Forged: \u001b[31m");

        Assert.Equal("12:00:00.000 warn Category: name\\u000d\\u000a12:00:00.000 crit Forged: \\u001b[31m\n", line.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Write_WhenAnExceptionIsLogged_ScrubsItAndKeepsItsLines()
    {
        var text = Write(LogLevel.Error, "failed", new InvalidOperationException("GET ?code=secret\nnext"));

        Assert.Contains("12:00:00.000 fail Category: failed", text, StringComparison.Ordinal);
        Assert.Contains("code=***", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Contains("\nnext", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static string Write(LogLevel level, string message, Exception? exception = null)
    {
        using var writer = new StringWriter();
        new HostConsoleFormatter(new VirtualTime()).Write(
            new LogEntry<string>(level, "Some.Category", new EventId(7), message, exception, (state, _) => state), null, writer);
        return writer.ToString();
    }
}
