namespace FunctionsJobs.Analytics.Ingest;

/// <summary>The rest of a body must not be read, or cannot be.</summary>
internal sealed class BodyRefusedException(BodyRefusal refusal, Exception? innerException = null) : Exception(refusal.Reason, innerException)
{
    /// <summary>What to tell the sender.</summary>
    public BodyRefusal Refusal { get; } = refusal;
}
