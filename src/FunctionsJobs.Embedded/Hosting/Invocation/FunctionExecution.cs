using FunctionsJobs.Embedded.Hosting.Discovery;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>The innermost part of the pipeline: binds the parameters, calls the method, keeps its result.</summary>
internal static class FunctionExecution
{
    public static async Task ExecuteAsync(FunctionContext context)
    {
        var invocation = InvocationOf(context);
        var function = invocation.Function;
        var instance = function.Method.IsStatic ? null : CreateInstance(invocation, context);
        var arguments = function.Binders.Length == 0 ? [] : new object?[function.Binders.Length];
        for (var index = 0; index < arguments.Length; index++)
        {
            var binder = function.Binders[index];
            arguments[index] = binder.IsAsync ? await binder.BindAsync(invocation) : binder.Bind(invocation);
        }

        invocation.Result = await function.Call.InvokeAsync(instance, arguments);
    }

    private static object? CreateInstance(InvocationContext invocation, FunctionContext context)
    {
        var activator = invocation.Runtime.Activator;
        var type = invocation.Function.DeclaringType;
        if (invocation.Function.Kind != FunctionKind.Orchestration || ExecutionContext.IsFlowSuppressed())
        {
            return activator.CreateInstance(type, context);
        }

        // Threads and timers that services begin with are theirs; an orchestrator that starts some would be failed for it.
        using (ExecutionContext.SuppressFlow())
        {
            return activator.CreateInstance(type, context);
        }
    }

    private static InvocationContext InvocationOf(FunctionContext context)
        => context as InvocationContext
            ?? context.Features.Get<IInvocationResultFeature>() as InvocationContext
            ?? throw new InvalidOperationException("The context does not belong to an invocation of this host.");
}
