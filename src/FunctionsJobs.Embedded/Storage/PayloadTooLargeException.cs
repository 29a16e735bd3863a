namespace FunctionsJobs.Embedded.Storage;

/// <summary>A payload exceeds the hard limit of the store. Nothing of its step was written, and the store goes on.</summary>
/// <param name="part">What the payload is, for the message.</param>
/// <param name="size">Its size in bytes of UTF-8.</param>
/// <param name="limit">The limit in bytes.</param>
internal sealed class PayloadTooLargeException(string part, long size, long limit)
    : Exception($"The {part} has {size:N0} bytes; the task hub stores at most {limit:N0} bytes per payload. "
        + "Pass large data by reference (a file or blob), or raise the limit.")
{
    /// <summary>Size of the payload in bytes of UTF-8.</summary>
    public long Size { get; } = size;

    /// <summary>The limit in bytes.</summary>
    public long Limit { get; } = limit;
}
