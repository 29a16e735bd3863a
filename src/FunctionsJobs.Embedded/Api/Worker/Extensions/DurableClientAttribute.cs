using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Binds a parameter to the client of the task hub.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute
{
    public DurableClientAttribute()
    {
    }

    /// <summary>The task hub; the host's when <see langword="null"/>. An embedded host has only its own.</summary>
    public string? TaskHub { get; set; }

    /// <summary>Name of a storage connection setting; an embedded host has only its own store.</summary>
    public string? ConnectionName { get; set; }
}
