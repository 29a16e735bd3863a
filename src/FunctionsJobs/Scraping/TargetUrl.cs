using System.Diagnostics.CodeAnalysis;

namespace FunctionsJobs.Scraping;

/// <summary>Reads the addresses of pages that callers name, by what they say; whether one may be called is checked when it is.</summary>
internal static class TargetUrl
{
    /// <summary>Longest address, in characters.</summary>
    public const int MaxLength = 2048;

    /// <summary>What a refused address is answered with.</summary>
    public static readonly string Rule =
        $"must be an absolute http or https address of at most {MaxLength} characters, without user name, password, blanks and control characters";

    /// <summary>Reads an address; its fragment is dropped.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Uri? url)
    {
        url = null;
        if (text.Length > MaxLength
            || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            || !Uri.TryCreate(text, UriKind.Absolute, out var read)
            || !IsWeb(read)
            || read.UserInfo.Length > 0
            || Host(read) is null)
        {
            return false;
        }

        url = WithoutFragment(read);
        return true;
    }

    /// <summary>
    /// The host as limits per host count it: lower case, international names as punycode, without a dot at its end and <c>www.</c>, which is the same server
    /// nearly always. Ports are left out, too.
    /// </summary>
    public static string LimitKey(Uri url)
    {
        var host = Host(url) ?? throw new ArgumentException("The address has no host.", nameof(url));
        return host.StartsWith("www.", StringComparison.Ordinal) && host.IndexOf('.', 4) > 0 ? host[4..] : host;
    }

    /// <summary>Whether an address is one of the web's.</summary>
    public static bool IsWeb(Uri url) => url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp);

    /// <summary>The address of what a server is asked for.</summary>
    public static Uri WithoutFragment(Uri url) => url.Fragment.Length == 0 ? url : new UriBuilder(url) { Fragment = "" }.Uri;

    private static string? Host(Uri url)
    {
        try
        {
            return url.IdnHost.TrimEnd('.').ToLowerInvariant() is { Length: > 0 and <= 253 } host ? host : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
