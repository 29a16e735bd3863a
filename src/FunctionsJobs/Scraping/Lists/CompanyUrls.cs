namespace FunctionsJobs.Scraping.Lists;

/// <summary>
/// The pages of a list, each once: addresses that mean the same (capitals of scheme and host, the default port, a fragment) are one. Its number in the list is its child's, so the
/// same text gives the same list always.
/// </summary>
public sealed class CompanyUrls
{
    private readonly List<string> _urls = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _urls.Count;

    /// <summary>How many were left out, since they had been there.</summary>
    public int Duplicates { get; private set; }

    /// <summary>The page of a number.</summary>
    public string this[int number] => _urls[number];

    /// <summary>Takes up an address.</summary>
    /// <returns>False for one that is no web page's, and that was not taken up.</returns>
    public bool TryAdd(string text)
    {
        if (!TargetUrl.TryRead(text, out var url))
        {
            return false;
        }

        if (_seen.Add(url.AbsoluteUri))
        {
            _urls.Add(url.AbsoluteUri);
        }
        else
        {
            Duplicates++;
        }

        return true;
    }

    /// <summary>The pages of numbers from <paramref name="first"/> on.</summary>
    public IEnumerable<(int Number, string Url)> From(int first, int count) =>
        _urls.Skip(first).Take(count).Select((url, i) => (first + i, url));
}
