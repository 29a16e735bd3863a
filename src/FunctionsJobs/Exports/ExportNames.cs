using System.Diagnostics.CodeAnalysis;

namespace FunctionsJobs.Exports;

/// <summary>The strings by which formats are stored and sent, and what files of them are called. They never change.</summary>
public static class ExportNames
{
    /// <summary>The name of raw events in the place of a granularity.</summary>
    public const string Events = "event";

    /// <summary>The name of a file that is packed by gzip.</summary>
    public const string Gzip = "gzip";

    /// <summary>The name of a file that is not packed.</summary>
    public const string NoCompression = "none";

    /// <summary>The stored name of a format, which is also the extension of its files.</summary>
    public static string Of(ExportFormat format) => format switch
    {
        ExportFormat.Csv => "csv",
        ExportFormat.Json => "json",
        ExportFormat.NdJson => "ndjson",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format."),
    };

    /// <summary>Reads a format by its exact, lower-case name.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out ExportFormat format)
    {
        (var known, format) = name switch
        {
            "csv" => (true, ExportFormat.Csv),
            "json" => (true, ExportFormat.Json),
            "ndjson" => (true, ExportFormat.NdJson),
            _ => (false, default),
        };
        return known;
    }

    /// <summary>The media type of a file. One that is packed says so alone: it is saved as it is, not unpacked on the way.</summary>
    public static string ContentTypeOf(ExportFormat format, bool isGzip) => (format, isGzip) switch
    {
        (_, true) => "application/gzip",
        (ExportFormat.Csv, _) => "text/csv; charset=utf-8; header=present",
        (ExportFormat.Json, _) => "application/json",
        (ExportFormat.NdJson, _) => "application/x-ndjson",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format."),
    };
}
