namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>Holds the result of an invocation while it passes through the middleware.</summary>
internal interface IInvocationResultFeature
{
    object? Result { get; set; }
}
