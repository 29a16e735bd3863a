namespace FunctionsJobs.JobStore;

/// <summary>
/// The job store holds something this program does not understand, could not be brought to its schema, or its database cannot be used. What the
/// call would have written is not there, unless the message says that this cannot be known; it may be repeated in any case.
/// </summary>
public sealed class JobStoreException : Exception
{
    public JobStoreException(string message)
        : base(message)
    {
    }

    public JobStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Names a database error.</summary>
    /// <param name="message">What failed, without data or secrets.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="innerException">The database's own error.</param>
    public JobStoreException(string message, bool isTransient, Exception innerException)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether the same call may succeed later, without anybody changing anything: the server is down, busy or failing over.</summary>
    public bool IsTransient { get; }
}
