namespace FunctionsJobs.Embedded.Storage;

/// <summary>The store cannot do its work; the message says what an operator can do about it.</summary>
internal class TaskHubStoreException : Exception
{
    public TaskHubStoreException(string message)
        : base(message)
    {
    }

    public TaskHubStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The task hub has an owner already.</summary>
internal sealed class TaskHubInUseException(string message) : TaskHubStoreException(message);
