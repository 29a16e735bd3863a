namespace FunctionsJobs.Exports;

/// <summary>A file that an export made, as it is sent.</summary>
/// <param name="FileName">The name it is saved under.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Bytes">Its length in bytes.</param>
/// <param name="Rows">Rows, without a header; null where it has none.</param>
/// <param name="Sha256">SHA-256 of the file as it is downloaded, in hexadecimal digits.</param>
/// <param name="DownloadUrl">Where callers with a token get it.</param>
/// <param name="LinkUrl">Where anyone who holds this link gets it, until it expires. A secret.</param>
/// <param name="LinkExpiresAt">When that link expires.</param>
public sealed record ExportedFileView(
    string FileName, string ContentType, long Bytes, long? Rows, string Sha256, string DownloadUrl, string LinkUrl, DateTimeOffset LinkExpiresAt);
