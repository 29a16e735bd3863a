namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger brought along besides its value.</summary>
public abstract class BindingContext
{
    protected BindingContext()
    {
    }

    /// <summary>Trigger data by name, without case: route and query values and headers of an HTTP request, for instance.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
