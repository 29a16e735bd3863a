using FunctionsJobs.Scraping.Robots;

namespace FunctionsJobs.Scraping;

/// <summary>Settings of reading web pages; configuration section <c>Scraping</c>. Which addresses may be called is set in <c>Outbound</c>.</summary>
public sealed class ScrapingOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Scraping";

    private const int MaxContactLength = 200;
    private const int MaxTokenLength = 64;

    /// <summary>
    /// The name this program goes by: the first word of its <c>User-Agent</c>, and what groups of <c>robots.txt</c> are matched with. Default <c>FunctionsJobsBot</c>;
    /// 1 to 64 letters, <c>-</c> and <c>_</c>.
    /// </summary>
    public string ProductToken { get; set; } = "FunctionsJobsBot";

    /// <summary>Where site owners can complain: a web or mail address that is sent in the <c>User-Agent</c>. Default: none; should be set.</summary>
    public string Contact { get; set; } = "";

    /// <summary>How long getting one page may take, with its <c>robots.txt</c> and all redirects. Default 1 min; 1 s to 10 min.</summary>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest time without a byte from the other side. Default 10 s; 100 ms to 1 min, and not above <see cref="FetchTimeout"/>.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most bytes of a page as sent, so before unpacking. Default 2 MiB; 1 KiB to 64 MiB.</summary>
    public int MaxSentBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>Most bytes of a page after unpacking. Default 8 MiB; 1 KiB to 64 MiB, and not below <see cref="MaxSentBytes"/>.</summary>
    public int MaxPageBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Most redirects that are followed from one address. Default 5; 0 to 20.</summary>
    public int MaxRedirects { get; set; } = 5;

    /// <summary>The longest wait that a server's <c>Retry-After</c> is granted; longer ones count as this. Default 15 min; at most 1 h.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a <c>robots.txt</c> is remembered. Default 12 h; at most 24 h (RFC 9309, 2.4).</summary>
    public TimeSpan RobotsLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Most bytes that all remembered <c>robots.txt</c> may take; those not asked for longest make room. Default 16 MiB; 1 MiB to 1 GiB.</summary>
    public int RobotsCacheBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How long reading one page's content may take once it is here. Default 5 s; 100 ms to 1 min.</summary>
    public TimeSpan ParseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Most tags and pieces of text of a page. Default 200,000; 1,000 to 5,000,000.</summary>
    public int MaxTokens { get; set; } = 200_000;

    /// <summary>What is wrong with the settings, or null.</summary>
    public string? Invalid() => this switch
    {
        _ when ProductToken.Length is 0 or > MaxTokenLength || !ProductToken.All(RobotsFile.IsTokenCharacter) =>
            $"{Section}:ProductToken is '{ProductToken}'; it must be 1 to {MaxTokenLength} of the letters a to z, - and _.",
        _ when Contact.Length > MaxContactLength || Contact.Any(c => c is < '!' or > '~' or '(' or ')' or '\\') =>
            $"{Section}:Contact must be at most {MaxContactLength} visible ASCII characters without blanks, brackets and backslashes.",
        _ when FetchTimeout < TimeSpan.FromSeconds(1) || FetchTimeout > TimeSpan.FromMinutes(10) =>
            $"{Section}:FetchTimeout is {FetchTimeout}; it must be from 00:00:01 to 00:10:00.",
        _ when IdleTimeout < TimeSpan.FromMilliseconds(100) || IdleTimeout > TimeSpan.FromMinutes(1) || IdleTimeout > FetchTimeout =>
            $"{Section}:IdleTimeout is {IdleTimeout}; it must be from 00:00:00.1 to 00:01:00, and not above FetchTimeout ({FetchTimeout}).",
        { MaxSentBytes: < 1024 or > 64 * 1024 * 1024 } => $"{Section}:MaxSentBytes must be 1024 to 67108864, and is {MaxSentBytes}.",
        _ when MaxPageBytes < MaxSentBytes || MaxPageBytes > 64 * 1024 * 1024 =>
            $"{Section}:MaxPageBytes is {MaxPageBytes}; it must be from MaxSentBytes ({MaxSentBytes}) to 67108864.",
        { MaxRedirects: < 0 or > 20 } => $"{Section}:MaxRedirects must be 0 to 20, and is {MaxRedirects}.",
        _ when MaxRetryAfter < TimeSpan.Zero || MaxRetryAfter > TimeSpan.FromHours(1) => $"{Section}:MaxRetryAfter is {MaxRetryAfter}; it must be from 00:00:00 to 01:00:00.",
        _ when RobotsLifetime < TimeSpan.Zero || RobotsLifetime > TimeSpan.FromHours(24) =>
            $"{Section}:RobotsLifetime is {RobotsLifetime}; it must be from 00:00:00 to 1.00:00:00.",
        { RobotsCacheBytes: < 1024 * 1024 or > 1024 * 1024 * 1024 } => $"{Section}:RobotsCacheBytes must be 1048576 to 1073741824, and is {RobotsCacheBytes}.",
        _ when ParseTimeout < TimeSpan.FromMilliseconds(100) || ParseTimeout > TimeSpan.FromMinutes(1) =>
            $"{Section}:ParseTimeout is {ParseTimeout}; it must be from 00:00:00.1 to 00:01:00.",
        { MaxTokens: < 1_000 or > 5_000_000 } => $"{Section}:MaxTokens must be 1000 to 5000000, and is {MaxTokens}.",
        _ => null,
    };
}
