namespace FunctionsJobs.JobStore;

/// <summary>The job store holds something this program does not understand, or could not be brought to its schema.</summary>
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
}
