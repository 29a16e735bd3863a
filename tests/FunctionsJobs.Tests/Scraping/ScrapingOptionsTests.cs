using FunctionsJobs.Scraping;

namespace FunctionsJobs.Tests.Scraping;

public sealed class ScrapingOptionsTests
{
    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        var options = new ScrapingOptions();

        Assert.Null(options.Invalid());
        Assert.Equal(("FunctionsJobsBot", ""), (options.ProductToken, options.Contact));
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5)), (options.FetchTimeout, options.IdleTimeout, options.ParseTimeout));
        Assert.Equal((2 << 20, 8 << 20, 5, 200_000), (options.MaxSentBytes, options.MaxPageBytes, options.MaxRedirects, options.MaxTokens));
        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.FromHours(12), 16 << 20), (options.MaxRetryAfter, options.RobotsLifetime, options.RobotsCacheBytes));
    }

    public static TheoryData<string, ScrapingOptions> Wrong() => new()
    {
        { "ProductToken", new() { ProductToken = "Bot/1" } },
        { "ProductToken", new() { ProductToken = "" } },
        { "Contact", new() { Contact = "a\r\nX: y" } },
        { "FetchTimeout", new() { FetchTimeout = TimeSpan.Zero } },
        { "IdleTimeout", new() { FetchTimeout = TimeSpan.FromSeconds(5), IdleTimeout = TimeSpan.FromSeconds(6) } },
        { "MaxSentBytes", new() { MaxSentBytes = 0 } },
        { "MaxPageBytes", new() { MaxPageBytes = 1024 * 1024 } },
        { "MaxRedirects", new() { MaxRedirects = 21 } },
        { "MaxRetryAfter", new() { MaxRetryAfter = TimeSpan.FromHours(2) } },
        { "RobotsLifetime", new() { RobotsLifetime = TimeSpan.FromHours(25) } },
        { "RobotsCacheBytes", new() { RobotsCacheBytes = 1 } },
        { "ParseTimeout", new() { ParseTimeout = TimeSpan.Zero } },
        { "MaxTokens", new() { MaxTokens = 1 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Invalid_OfAValueBeyondItsBounds_NamesTheSetting(string setting, ScrapingOptions options) =>
        Assert.StartsWith($"Scraping:{setting}", options.Invalid(), StringComparison.Ordinal);
}
