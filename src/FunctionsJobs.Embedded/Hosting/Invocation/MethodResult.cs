using System.Reflection;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>Waits for what a method returned and gives its value.</summary>
internal abstract class MethodResult
{
    /// <param name="returned">What the method returned: a value, a task, or <see langword="null"/> for void.</param>
    public abstract ValueTask<object?> ToObjectAsync(object? returned);

    public static MethodResult For(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(Task))
        {
            return new OfTask(method.Name);
        }

        if (type == typeof(ValueTask))
        {
            return new OfValueTask();
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() is var definition && (definition == typeof(Task<>) || definition == typeof(ValueTask<>)))
        {
            var result = definition == typeof(Task<>) ? typeof(OfTask<>) : typeof(OfValueTask<>);
            return (MethodResult)Activator.CreateInstance(result.MakeGenericType(type.GetGenericArguments()), [.. definition == typeof(Task<>) ? new object[] { method.Name } : []])!;
        }

        return new OfValue();
    }

    private static InvalidOperationException NoTask(string method) => new($"{method} returned null where a task was expected.");

    private sealed class OfValue : MethodResult
    {
        public override ValueTask<object?> ToObjectAsync(object? returned) => new(returned);
    }

    private sealed class OfTask(string method) : MethodResult
    {
        public override async ValueTask<object?> ToObjectAsync(object? returned)
        {
            await ((Task?)returned ?? throw NoTask(method));
            return null;
        }
    }

    private sealed class OfTask<T>(string method) : MethodResult
    {
        public override ValueTask<object?> ToObjectAsync(object? returned)
        {
            var task = (Task<T>?)returned ?? throw NoTask(method);
            return task.IsCompletedSuccessfully ? new(task.Result) : new(WaitAsync(task));
        }

        private static async Task<object?> WaitAsync(Task<T> task) => await task;
    }

    private sealed class OfValueTask : MethodResult
    {
        public override async ValueTask<object?> ToObjectAsync(object? returned)
        {
            await (ValueTask)returned!;
            return null;
        }
    }

    private sealed class OfValueTask<T> : MethodResult
    {
        public override async ValueTask<object?> ToObjectAsync(object? returned) => await (ValueTask<T>)returned!;
    }
}
