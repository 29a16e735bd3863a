namespace FunctionsJobs.Analytics;

/// <summary>The analytics store could not do what was asked; nothing of the call was kept.</summary>
public sealed class AnalyticsStoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, without paths or data.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="innerException">The database's own error.</param>
    public AnalyticsStoreException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether the same call may succeed later (locked, busy, disk full) or never will (corrupt, newer schema, sum overflow).</summary>
    public bool IsTransient { get; }
}
