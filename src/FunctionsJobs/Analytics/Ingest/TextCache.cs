namespace FunctionsJobs.Analytics.Ingest;

/// <summary>Gives equal texts the same string, for the few values that repeat in a body (publishers, ad units, countries).</summary>
internal sealed class TextCache
{
    private const int MaxTexts = 4096;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _texts =
        new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The string of a text; beyond some thousand different ones, a new string each time.</summary>
    public string Of(ReadOnlySpan<char> text)
    {
        if (_texts.TryGetValue(text, out var known))
        {
            return known;
        }

        var added = new string(text);
        if (_texts.Set.Count < MaxTexts)
        {
            _texts.Set.Add(added);
        }

        return added;
    }
}
