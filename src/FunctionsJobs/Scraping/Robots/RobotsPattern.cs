namespace FunctionsJobs.Scraping.Robots;

/// <summary>The path of a rule (RFC 9309, 2.2.2 and 2.2.3): compared octet by octet from the path's beginning, where <c>*</c> stands for any octets and a <c>$</c> at the end for the path's end.</summary>
internal sealed class RobotsPattern
{
    private readonly string[] _pieces;
    private readonly bool _isAnchored;

    private RobotsPattern(string[] pieces, bool isAnchored, int length) => (_pieces, _isAnchored, Length) = (pieces, isAnchored, length);

    /// <summary>Its length in octets: of the rules that match, the longest counts.</summary>
    public int Length { get; }

    /// <summary>Reads the path of a rule.</summary>
    public static RobotsPattern Parse(string path)
    {
        var isAnchored = path.EndsWith('$');
        var text = isAnchored ? path[..^1] : path;
        var pieces = text.Split('*').Select(piece => RobotsPath.Normalize(piece)).ToArray();
        return new RobotsPattern(pieces, isAnchored, pieces.Sum(piece => piece.Length) + pieces.Length - 1 + (isAnchored ? 1 : 0));
    }

    /// <summary>Whether a path matches. Takes time in proportion to both lengths, whatever the pattern.</summary>
    /// <param name="path">In the form of <see cref="RobotsPath.Normalize"/>.</param>
    public bool Matches(string path)
    {
        if (!path.StartsWith(_pieces[0], StringComparison.Ordinal))
        {
            return false;
        }

        // The leftmost place for each piece leaves most room for those that follow.
        var at = _pieces[0].Length;
        for (var i = 1; i < _pieces.Length; i++)
        {
            if (i == _pieces.Length - 1 && _isAnchored)
            {
                return path.Length - _pieces[i].Length >= at && path.EndsWith(_pieces[i], StringComparison.Ordinal);
            }

            var found = path.IndexOf(_pieces[i], at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + _pieces[i].Length;
        }

        return !_isAnchored || at == path.Length;
    }
}
