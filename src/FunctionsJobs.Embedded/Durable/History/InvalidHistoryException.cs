namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>A stored event cannot be understood.</summary>
internal sealed class InvalidHistoryException : Exception
{
    public InvalidHistoryException(string message)
        : base(message)
    {
    }

    public InvalidHistoryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
