using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>What holds for the method of every function, whatever its trigger.</summary>
internal static class MethodRules
{
    public static void Check(FunctionReadContext context)
    {
        var method = context.Method;
        if (method.IsGenericMethodDefinition || method.DeclaringType!.ContainsGenericParameters)
        {
            context.Report("a function must not be generic.");
        }
        else if (!method.IsStatic && (method.DeclaringType.IsAbstract || method.DeclaringType.IsValueType))
        {
            context.Report("an instance function needs a class that can be created.");
        }

        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
        {
            context.Report("'async void' hides the function's end and its faults; return Task.");
        }

        if (UnsupportedReturn(method.ReturnType) is { } problem)
        {
            context.Report(problem);
        }

        if (method.GetCustomAttribute<RetryAttribute>() is not null && context.Trigger is not TimerTriggerAttribute)
        {
            context.Report("a retry attribute works with timer functions only; durable functions have retry options, HTTP callers retry themselves.");
        }
    }

    private static string? UnsupportedReturn(Type type)
    {
        if (type.IsByRef || type.IsByRefLike || type.IsPointer)
        {
            return $"the return type {type.Name} is not supported.";
        }

        var result = type.IsGenericType && type.GetGenericTypeDefinition() is var definition && (definition == typeof(Task<>) || definition == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
        if (result != type && (result.IsAssignableTo(typeof(Task)) || result == typeof(ValueTask)))
        {
            return "a task within a task is not awaited; await the inner one.";
        }

        if (result.IsGenericType && result.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>))
        {
            return "IAsyncEnumerable is not supported; write to the response or return a list.";
        }

        return typeof(Delegate).IsAssignableFrom(result) ? $"the return type {result.Name} is not supported." : null;
    }
}
