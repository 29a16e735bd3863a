using FunctionsJobs.Analytics;

namespace FunctionsJobs.Exports;

/// <summary>Writes rows in one format. Rows of one kind follow each other; what stands before the first and after the last is the file's (<see cref="ExportFrame"/>).</summary>
/// <remarks>Deterministic: the same rows give the same bytes.</remarks>
internal abstract class ExportRenderer : IDisposable
{
    /// <summary>A renderer that writes to a stream, which stays open.</summary>
    public static ExportRenderer Create(ExportFormat format, Stream target) => format switch
    {
        ExportFormat.Csv => new CsvExportRenderer(target),
        ExportFormat.Json => new JsonExportRenderer(target, isArray: true),
        ExportFormat.NdJson => new JsonExportRenderer(target, isArray: false),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format."),
    };

    /// <summary>Adds an event.</summary>
    public abstract void Write(in EventRow row);

    /// <summary>Adds a roll-up.</summary>
    public abstract void Write(in RollupBucket row);

    /// <summary>Brings what was written to the stream.</summary>
    public abstract void Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what it holds.</summary>
    protected abstract void Dispose(bool disposing);
}
