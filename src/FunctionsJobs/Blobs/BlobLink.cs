namespace FunctionsJobs.Blobs;

/// <summary>A short-lived link to one blob.</summary>
/// <param name="Uri">Absolute where the storage serves it; relative to this program's own address where the program does.</param>
/// <param name="ExpiresAt">From then on it is refused.</param>
public sealed record BlobLink(Uri Uri, DateTimeOffset ExpiresAt);
