namespace FunctionsJobs.Scraping.Robots;

/// <summary>What a <c>robots.txt</c> says to one crawler (RFC 9309).</summary>
/// <remarks>
/// The groups that name the crawler count together; where none does, those for <c>*</c>. The longest rule that matches wins, and of equally long ones that which
/// allows. <c>/robots.txt</c> itself is always allowed. Lines that the RFC does not know, <c>Crawl-delay</c> among them, mean nothing.
/// </remarks>
internal sealed class RobotsFile
{
    /// <summary>Most bytes that are read; what follows is left out (RFC 9309, 2.5).</summary>
    public const int MaxBytes = 500 * 1024;

    private const string Itself = "/robots.txt";

    private readonly IReadOnlyList<RobotsRule> _rules;

    private RobotsFile(IReadOnlyList<RobotsRule> rules) => _rules = rules;

    /// <summary>A file that allows everything.</summary>
    public static RobotsFile Empty { get; } = new([]);

    /// <summary>Its rules for the crawler, in order.</summary>
    public IReadOnlyList<RobotsRule> Rules => _rules;

    /// <summary>About how many bytes it takes in memory.</summary>
    public int Weight => 200 + _rules.Sum(rule => 150 + (2 * rule.Pattern.Length));

    /// <summary>Whether a character may be in a product token.</summary>
    public static bool IsTokenCharacter(char c) => char.IsAsciiLetter(c) || c is '-' or '_';

    /// <summary>Reads a file.</summary>
    /// <param name="text">The file.</param>
    /// <param name="productToken">The crawler's name; capitals do not matter.</param>
    public static RobotsFile Parse(string text, string productToken)
    {
        List<RobotsRule>? own = null;
        var everybody = new List<RobotsRule>();
        var (isOwn, isEverybody, isInRules) = (false, false, true);
        foreach (var raw in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            if (!TryReadLine(raw, out var key, out var value))
            {
                continue;
            }

            if (key.Equals("user-agent", StringComparison.OrdinalIgnoreCase))
            {
                if (isInRules)
                {
                    (isOwn, isEverybody, isInRules) = (false, false, false);
                }

                isEverybody |= value is "*";
                if (TokenOf(value).Equals(productToken, StringComparison.OrdinalIgnoreCase))
                {
                    isOwn = true;
                    own ??= [];
                }

                continue;
            }

            var isAllowed = key.Equals("allow", StringComparison.OrdinalIgnoreCase);
            if (!isAllowed && !key.Equals("disallow", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            isInRules = true;
            if (value.IsEmpty || (!isOwn && !isEverybody))
            {
                continue;
            }

            var rule = new RobotsRule(RobotsPattern.Parse(value.ToString()), isAllowed);
            if (isOwn)
            {
                own!.Add(rule);
            }

            if (isEverybody)
            {
                everybody.Add(rule);
            }
        }

        return new RobotsFile(own ?? everybody);
    }

    /// <summary>Whether an address may be read.</summary>
    public bool Allows(Uri url)
    {
        var path = RobotsPath.Of(url);
        if (path == Itself)
        {
            return true;
        }

        RobotsRule? longest = null;
        foreach (var rule in _rules)
        {
            var counts = longest is null
                || rule.Pattern.Length > longest.Pattern.Length
                || (rule.Pattern.Length == longest.Pattern.Length && rule.IsAllowed);
            if (counts && rule.Pattern.Matches(path))
            {
                longest = rule;
            }
        }

        return longest?.IsAllowed ?? true;
    }

    private static bool TryReadLine(ReadOnlySpan<char> line, out ReadOnlySpan<char> key, out ReadOnlySpan<char> value)
    {
        var comment = line.IndexOf('#');
        line = comment < 0 ? line : line[..comment];
        var colon = line.IndexOf(':');
        key = colon < 0 ? default : line[..colon].Trim();
        value = colon < 0 ? default : line[(colon + 1)..].Trim();
        return !key.IsEmpty;
    }

    // A value such as "FooBot/1.2" names FooBot.
    private static ReadOnlySpan<char> TokenOf(ReadOnlySpan<char> value)
    {
        var end = 0;
        while (end < value.Length && IsTokenCharacter(value[end]))
        {
            end++;
        }

        return value[..end];
    }
}
