using FunctionsJobs.Blobs;

namespace FunctionsJobs.Reports;

/// <summary>A report that was written. Kept in histories: small, and members are only ever added.</summary>
public sealed record WrittenReport
{
    /// <summary>The blob that holds it.</summary>
    public required string Blob { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of it, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The sums over the period.</summary>
    public required ReportSums Current { get; init; }

    /// <summary>The sums over the period before.</summary>
    public required ReportSums Previous { get; init; }

    internal static WrittenReport Of(StoredBlob blob, ReportData data) => new()
    {
        Blob = blob.Name,
        Bytes = blob.Length,
        Sha256 = blob.Sha256!,
        Current = ReportSums.Of(data.Current),
        Previous = ReportSums.Of(data.Previous),
    };
}
