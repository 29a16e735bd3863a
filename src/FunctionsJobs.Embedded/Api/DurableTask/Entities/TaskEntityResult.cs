using System.Reflection;

namespace Microsoft.DurableTask.Entities;

/// <summary>Awaits what an operation's method returned, then stores the entity's state.</summary>
internal static class TaskEntityResult
{
    /// <summary>The method's result; the state is read after the method has ended, and stays unchanged when it failed.</summary>
    public static ValueTask<object?> UnwrapAsync(TaskEntityState state, Func<object?> currentState, object? result, Type returnType)
    {
        if (result is Task or ValueTask || IsValueTaskOfT(returnType))
        {
            return new ValueTask<object?>(AwaitAsync(state, currentState, result!, returnType));
        }

        state.SetState(currentState());
        return new ValueTask<object?>(result);
    }

    private static async Task<object?> AwaitAsync(TaskEntityState state, Func<object?> currentState, object result, Type returnType)
    {
        var task = result switch
        {
            Task t => t,
            ValueTask v => v.AsTask(),
            _ => (Task)returnType.GetMethod(nameof(ValueTask<int>.AsTask), BindingFlags.Instance | BindingFlags.Public)!.Invoke(result, null)!,
        };
        await task;
        state.SetState(currentState());

        // The declared type says whether there is a result: an async Task is a Task<VoidTaskResult> at run time.
        var hasResult = returnType.IsGenericType && (returnType.GetGenericTypeDefinition() == typeof(Task<>) || IsValueTaskOfT(returnType));
        return hasResult ? typeof(Task<>).MakeGenericType(returnType.GetGenericArguments()[0]).GetProperty(nameof(Task<int>.Result))!.GetValue(task) : null;
    }

    private static bool IsValueTaskOfT(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>);
}
