using FunctionsJobs.Blobs;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Exports;

/// <summary>The file a job makes.</summary>
/// <param name="Blob">Its name in the blob store.</param>
/// <param name="Format">How its rows are written.</param>
/// <param name="IsGzip">Whether it is packed.</param>
internal sealed record ExportFile(string Blob, ExportFormat Format, bool IsGzip)
{
    /// <summary>Its media type.</summary>
    public string ContentType => ExportNames.ContentTypeOf(Format, IsGzip);

    /// <summary>The file by the names in a plan.</summary>
    /// <exception cref="JobFaultException">The plan names a format that this version does not know.</exception>
    public static ExportFile Of(string jobId, string file, string format, string compression) => ExportNames.TryParse(format, out var parsed)
        ? new ExportFile(JobBlobs.NameOf(jobId, file), parsed, compression == ExportNames.Gzip)
        : throw new JobFaultException(JobFault.Data("format_unknown", $"There is no format '{format}'."));
}
