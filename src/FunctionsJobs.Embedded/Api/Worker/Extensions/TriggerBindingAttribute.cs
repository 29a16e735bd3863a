namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Says what makes the function run; a function has exactly one.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute
{
    public TriggerBindingAttribute()
    {
    }
}
