namespace FunctionsJobs.Embedded.Hosting;

/// <summary>
/// Reads program arguments as settings: <c>--name value</c>, <c>--name=value</c>, and <c>--name</c> alone for true. Of a name given more
/// than once the last value stands.
/// </summary>
internal static class CommandLine
{
    public static IReadOnlyDictionary<string, string?> Parse(IReadOnlyList<string> arguments)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < arguments.Count; index++)
        {
            if (!arguments[index].StartsWith("--", StringComparison.Ordinal) || arguments[index].Length == 2)
            {
                continue;
            }

            var name = arguments[index][2..];
            if (name.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                settings[name[..equals]] = name[(equals + 1)..];
            }
            else if (index + 1 < arguments.Count && !arguments[index + 1].StartsWith("--", StringComparison.Ordinal))
            {
                settings[name] = arguments[++index];
            }
            else
            {
                settings[name] = "true";
            }
        }

        return settings;
    }
}
