namespace Microsoft.DurableTask;

/// <summary>Narrows the untyped input of the task interfaces.</summary>
internal static class TaskInput
{
    /// <summary>Returns <paramref name="input"/> as <typeparamref name="T"/>; no input is the default value.</summary>
    /// <exception cref="ArgumentException">The input is of another type.</exception>
    public static T As<T>(object? input) => input switch
    {
        T typed => typed,
        null => default!,
        _ => throw new ArgumentException($"Input type '{input.GetType()}' does not match expected type '{typeof(T)}'.", nameof(input)),
    };
}
