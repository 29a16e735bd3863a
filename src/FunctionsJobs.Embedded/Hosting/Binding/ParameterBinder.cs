using FunctionsJobs.Embedded.Hosting.Invocation;

namespace FunctionsJobs.Embedded.Hosting.Binding;

/// <summary>Gives one parameter of a function its value. Chosen at start, so that an invocation decides nothing.</summary>
internal abstract class ParameterBinder
{
    /// <summary>Whether <see cref="BindAsync"/> has to be used.</summary>
    public virtual bool IsAsync => false;

    /// <exception cref="ParameterBindingException">The value is missing or of the wrong form.</exception>
    public abstract object? Bind(InvocationContext context);

    /// <inheritdoc cref="Bind"/>
    public virtual ValueTask<object?> BindAsync(InvocationContext context) => new(Bind(context));
}
