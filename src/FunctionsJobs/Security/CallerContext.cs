using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Security;

/// <summary>Carries the caller from the check of access to the function.</summary>
public static class CallerContext
{
    private static readonly object Key = typeof(Caller);

    /// <summary>Who called this function.</summary>
    /// <exception cref="InvalidOperationException">The function is open to all, so that nobody was asked.</exception>
    public static Caller GetCaller(this FunctionContext context) => context.Items.TryGetValue(Key, out var caller)
        ? (Caller)caller
        : throw new InvalidOperationException($"Nobody is known to call '{context.FunctionDefinition.Name}': it declares no role.");

    internal static void SetCaller(this FunctionContext context, Caller caller) => context.Items[Key] = caller;
}
