using System.Diagnostics.CodeAnalysis;

namespace FunctionsJobs.Companies;

/// <summary>
/// The domain that tells companies apart: a URL's host in lower case, international names as punycode, without <c>www.</c> and without a dot at its end. Port and
/// path do not matter. An address in place of a name stands for itself.
/// </summary>
public static class CompanyDomain
{
    /// <summary>The longest name that DNS has, in characters.</summary>
    public const int MaxLength = 253;

    private const string Www = "www.";

    /// <summary>Reads the domain of an absolute <c>http</c> or <c>https</c> URL.</summary>
    public static bool TryRead(string? url, [NotNullWhen(true)] out string? domain)
    {
        domain = null;
        if (url is null || url.Length > CompanyBounds.MaxUrl || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return false;
        }

        string host;
        try
        {
            host = uri.IdnHost.TrimEnd('.').ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return false;
        }

        // `www.de` is a domain itself.
        if (host.StartsWith(Www, StringComparison.Ordinal) && host.AsSpan(Www.Length).Contains('.'))
        {
            host = host[Www.Length..];
        }

        if (host.Length is 0 or > MaxLength || host.Contains('\0'))
        {
            return false;
        }

        domain = host;
        return true;
    }
}
