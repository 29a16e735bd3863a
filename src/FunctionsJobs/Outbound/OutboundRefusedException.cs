namespace FunctionsJobs.Outbound;

/// <summary>An address that was named by a caller may not be called. No connection was opened.</summary>
public sealed class OutboundRefusedException(string message) : Exception(message);
