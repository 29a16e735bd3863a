using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Scraping;

/// <summary>
/// Why a page could not be read. <c>data</c> faults are about the page and stay; <c>network</c> and <c>timeout</c> faults may pass. Messages name hosts and numbers, and
/// never repeat what a server sent.
/// </summary>
internal static class ScrapingFaults
{
    /// <summary>The address, or one that it leads to, is not public. No connection was opened to it.</summary>
    public static JobFault Blocked(string host) => JobFault.Data("blocked_target", $"The address of '{host}' may not be called: it is not public, or not a web address.");

    /// <summary>The site's <c>robots.txt</c> asks not to.</summary>
    public static JobFault RobotsDisallowed(string host) => JobFault.Data("robots_disallowed", $"The robots.txt of '{host}' does not allow this page to be read.");

    /// <summary>The <c>robots.txt</c> is there, or may be, and could not be read: until then, everything counts as disallowed.</summary>
    public static JobFault RobotsUnavailable(string host, TimeSpan? retryAfter) =>
        JobFault.Network("robots_unavailable", $"The robots.txt of '{host}' could not be read, so nothing may be read there now.") with { RetryAfter = retryAfter };

    /// <summary>Headers or body are larger than allowed, before or after unpacking.</summary>
    public static JobFault TooLarge(string host) => JobFault.Data("too_large", $"The answer of '{host}' is larger than allowed.");

    /// <summary>The answer had begun, and came too slowly to be worth another attempt.</summary>
    public static JobFault TooSlow(string host) => JobFault.Data("too_slow", $"The answer of '{host}' began, and came too slowly.");

    /// <summary>More redirects than allowed.</summary>
    public static JobFault TooManyRedirects(int max) => JobFault.Data("too_many_redirects", $"The address was redirected more than {max} times.");

    /// <summary>A redirect without an address that can be followed.</summary>
    public static JobFault BadRedirect(string host) => JobFault.Data("bad_redirect", $"'{host}' redirected to nowhere.");

    /// <summary>A redirect from https to http.</summary>
    public static JobFault InsecureRedirect(string host) => JobFault.Data("insecure_redirect", $"'{host}' redirected from https to http, which is not followed.");

    /// <summary>The content is of another type than HTML or XHTML, or of none.</summary>
    public static JobFault NotHtml(string host) => JobFault.Data("not_html", $"What '{host}' answered is not declared as HTML.");

    /// <summary>The content is packed in a way that is not known, or was damaged.</summary>
    public static JobFault BadEncoding(string host) => JobFault.Data("bad_encoding", $"The answer of '{host}' could not be unpacked.");

    /// <summary>The page has too many parts, or takes too long to be read.</summary>
    public static JobFault TooComplex() => JobFault.Data("page_too_complex", "The page has too many parts to be read.");

    /// <summary>The answer is not HTTP.</summary>
    public static JobFault BadResponse(string host) => JobFault.Data("bad_response", $"What '{host}' answered is not HTTP.");

    /// <summary>A status that is no page; 408, 425, 429 and 5xx may pass.</summary>
    public static JobFault Status(string host, int status, TimeSpan? retryAfter) => MayPass(status)
        ? JobFault.Network($"http_{status}", $"'{host}' answered {status}.") with { RetryAfter = retryAfter }
        : JobFault.Data($"http_{status}", $"'{host}' answered {status}.");

    /// <summary>The name could not be looked up.</summary>
    public static JobFault DnsFailed(string host) => JobFault.Network("dns_failed", $"The name '{host}' could not be looked up.");

    /// <summary>No secure connection, such as with an expired certificate.</summary>
    public static JobFault TlsFailed(string host) => JobFault.Network("tls_failed", $"No secure connection to '{host}' came about.");

    /// <summary>No connection, or one that broke.</summary>
    public static JobFault Unreachable(string host) => JobFault.Network("unreachable", $"'{host}' could not be reached, or broke the connection.");

    /// <summary>No answer within the time.</summary>
    public static JobFault TimedOut(string host) => JobFault.Timeout("timed_out", $"'{host}' did not answer in time.");

    /// <summary>Whether another attempt may meet another status.</summary>
    public static bool MayPass(int status) => status is 408 or 425 or 429 or >= 500;
}
