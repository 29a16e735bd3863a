using System.Collections.Concurrent;
using Microsoft.DurableTask;

namespace FunctionsJobs.Embedded.Testing;

/// <summary>Reads the input of an orchestration as a type that is known only at run time.</summary>
internal static class OrchestrationInput
{
    private static readonly ConcurrentDictionary<Type, Func<TaskOrchestrationContext, object?>> Readers = new();

    public static object? Read(TaskOrchestrationContext context, Type type) => Readers.GetOrAdd(type, CreateReader)(context);

    private static Func<TaskOrchestrationContext, object?> CreateReader(Type type) =>
        typeof(Reader<>).MakeGenericType(type).GetMethod(nameof(Reader<object>.Read))!
            .CreateDelegate<Func<TaskOrchestrationContext, object?>>();

    private static class Reader<T>
    {
        public static object? Read(TaskOrchestrationContext context) => context.GetInput<T>();
    }
}
