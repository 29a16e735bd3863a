namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>A request that cannot be served: the answer's status code and the message for the caller.</summary>
internal sealed class ManagementFaultException(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;
}
