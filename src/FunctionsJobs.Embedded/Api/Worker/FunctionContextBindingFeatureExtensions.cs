using FunctionsJobs.Embedded.Hosting.Invocation;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What went through the bindings of an invocation, for middleware.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>The result as <typeparamref name="T"/>; setting its value replaces the function's result.</summary>
    /// <exception cref="InvalidOperationException">The result is of another type, or there is none.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        var feature = InvocationResultFeature.Of(context);
        return feature.Result is T value
            ? new FeatureInvocationResult<T>(feature, value)
            : throw new InvalidOperationException(
                $"The invocation's result is {feature.Result?.GetType().FullName ?? "null"}, not {typeof(T).FullName}.");
    }

    /// <summary>The result, whatever it is; setting its value replaces the function's result.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context)
        => new FeatureInvocationResult(InvocationResultFeature.Of(context));
}
