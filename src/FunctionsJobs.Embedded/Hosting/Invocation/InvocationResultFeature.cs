using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>Finds the result of an invocation, whichever context middleware passed on.</summary>
internal static class InvocationResultFeature
{
    public static IInvocationResultFeature Of(FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context as IInvocationResultFeature
            ?? context.Features.Get<IInvocationResultFeature>()
            ?? throw new InvalidOperationException("The context does not belong to an invocation of this host.");
    }
}
