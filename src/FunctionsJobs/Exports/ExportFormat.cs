namespace FunctionsJobs.Exports;

/// <summary>How rows are written. Stored and sent by name (<see cref="ExportNames"/>); append-only.</summary>
public enum ExportFormat
{
    /// <summary>RFC 4180 with a header line, UTF-8 without a mark; <c>csv</c>.</summary>
    Csv,

    /// <summary>One JSON array of objects; <c>json</c>.</summary>
    Json,

    /// <summary>A JSON object per line; <c>ndjson</c>.</summary>
    NdJson,
}
