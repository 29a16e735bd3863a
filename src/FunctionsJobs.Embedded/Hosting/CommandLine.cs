namespace FunctionsJobs.Embedded.Hosting;

/// <summary>Reads program arguments as settings: <c>--name value</c>, <c>--name=value</c>, and <c>--name</c> alone for true.</summary>
internal static class CommandLine
{
    public static IEnumerable<KeyValuePair<string, string?>> Parse(IReadOnlyList<string> arguments)
    {
        for (var index = 0; index < arguments.Count; index++)
        {
            if (!arguments[index].StartsWith("--", StringComparison.Ordinal))
            {
                continue;
            }

            var name = arguments[index][2..];
            if (name.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                yield return KeyValuePair.Create(name[..equals], (string?)name[(equals + 1)..]);
            }
            else if (index + 1 < arguments.Count && !arguments[index + 1].StartsWith("--", StringComparison.Ordinal))
            {
                yield return KeyValuePair.Create(name, (string?)arguments[++index]);
            }
            else if (name.Length > 0)
            {
                yield return KeyValuePair.Create(name, (string?)"true");
            }
        }
    }
}
