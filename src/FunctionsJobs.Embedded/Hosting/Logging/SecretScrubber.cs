using System.Text;

namespace FunctionsJobs.Embedded.Hosting.Logging;

/// <summary>Removes the values of <c>code=</c> and <c>sig=</c> from text on its way to a log: they are keys and signatures in links.</summary>
internal static class SecretScrubber
{
    private const string Replacement = "***";
    private static readonly string[] Names = ["code=", "sig="];

    public static string Scrub(string text)
    {
        StringBuilder? scrubbed = null;
        var copied = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var valueStart = ValueStart(text, index);
            if (valueStart < 0)
            {
                continue;
            }

            var valueEnd = valueStart;
            while (valueEnd < text.Length && !IsEnd(text[valueEnd]))
            {
                valueEnd++;
            }

            if (valueEnd > valueStart)
            {
                (scrubbed ??= new StringBuilder(text.Length)).Append(text, copied, valueStart - copied).Append(Replacement);
                copied = valueEnd;
            }

            index = valueEnd - 1;
        }

        return scrubbed is null ? text : scrubbed.Append(text, copied, text.Length - copied).ToString();
    }

    private static int ValueStart(string text, int index)
    {
        // Only whole parameter names: "encode=" or "barcode=" are no secrets.
        if (index > 0 && (char.IsLetterOrDigit(text[index - 1]) || text[index - 1] is '_' or '-'))
        {
            return -1;
        }

        foreach (var name in Names)
        {
            if (string.Compare(text, index, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return index + name.Length;
            }
        }

        return -1;
    }

    private static bool IsEnd(char character) => char.IsWhiteSpace(character) || character is '&' or '"' or '\'' or '<' or '>' or ',' or ';' or ')';
}
