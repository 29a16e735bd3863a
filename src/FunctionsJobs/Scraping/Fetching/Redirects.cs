using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Scraping.Fetching;

/// <summary>Where an answer says to look instead. Other hosts are followed to, and http to https; https to http is not.</summary>
internal static class Redirects
{
    /// <summary>The address that is asked next.</summary>
    /// <param name="url">The address that was asked.</param>
    /// <param name="answer">Its answer.</param>
    /// <exception cref="JobFaultException">It names no address that may be followed.</exception>
    public static Uri Target(Uri url, SiteAnswer answer)
    {
        // As text: the typed header refuses what it cannot read with an exception of its own.
        var location = answer.Response.Headers.NonValidated.TryGetValues("Location", out var values) ? values.ToString().Trim() : "";
        if (location.Length is 0 or > TargetUrl.MaxLength || !Uri.TryCreate(url, location, out var target))
        {
            throw new JobFaultException(ScrapingFaults.BadRedirect(url.IdnHost));
        }

        if (!TargetUrl.IsWeb(target))
        {
            throw new JobFaultException(ScrapingFaults.Blocked(target.Scheme + ":"));
        }

        if (!TargetUrl.TryRead(target.AbsoluteUri, out var next))
        {
            throw new JobFaultException(ScrapingFaults.BadRedirect(url.IdnHost));
        }

        return url.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp
            ? throw new JobFaultException(ScrapingFaults.InsecureRedirect(url.IdnHost))
            : next;
    }
}
