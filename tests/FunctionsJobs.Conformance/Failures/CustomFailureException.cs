namespace FunctionsJobs.Conformance.Failures;

/// <summary>An exception type that only the app knows.</summary>
public sealed class CustomFailureException(string message) : Exception(message);
