namespace FunctionsJobs.Exports;

/// <summary>The ids of a file's staged pieces, and the order in which they make the file. The same part has the same ids whenever it is made.</summary>
internal static class ExportParts
{
    /// <summary>What the file begins with.</summary>
    public const string Head = "head";

    /// <summary>What it ends with.</summary>
    public const string Tail = "tail";

    /// <summary>One block of a part's rows.</summary>
    public static string Block(int part, int block) => $"p{part:D5}-{block:D6}";

    /// <summary>What stands before a part's rows when others come before them.</summary>
    public static string Separator(int part) => $"p{part:D5}-s";

    /// <summary>All pieces in order.</summary>
    /// <param name="format">Only arrays have separators.</param>
    /// <param name="blocks">How many blocks each part has; 0 for one without rows.</param>
    public static IReadOnlyList<string> InOrder(ExportFormat format, IReadOnlyList<int> blocks)
    {
        var ids = new List<string>();
        if (format is ExportFormat.Csv or ExportFormat.Json)
        {
            ids.Add(Head);
        }

        var isFirst = true;
        for (var part = 0; part < blocks.Count; part++)
        {
            if (blocks[part] == 0)
            {
                continue;
            }

            if (format == ExportFormat.Json && !isFirst)
            {
                ids.Add(Separator(part));
            }

            isFirst = false;
            ids.AddRange(Enumerable.Range(0, blocks[part]).Select(block => Block(part, block)));
        }

        if (format == ExportFormat.Json)
        {
            ids.Add(Tail);
        }

        return ids;
    }
}
