namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Binds a result of the function.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public abstract class OutputBindingAttribute : BindingAttribute
{
    public OutputBindingAttribute()
    {
    }
}
