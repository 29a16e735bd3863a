using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes the function an entity.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EntityTriggerAttribute : TriggerBindingAttribute
{
    public EntityTriggerAttribute()
    {
    }

    /// <summary>Name of the entity; the function's name when <see langword="null"/>.</summary>
    public string? EntityName { get; set; }
}
