namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>What a converter is asked for.</summary>
public abstract class ConverterContext
{
    protected ConverterContext()
    {
    }

    /// <summary>Type of the parameter.</summary>
    public abstract Type TargetType { get; }

    /// <summary>The value as it came, or <see langword="null"/> when there is none of the parameter's name.</summary>
    public abstract object? Source { get; }

    public abstract FunctionContext FunctionContext { get; }

    public abstract IReadOnlyDictionary<string, object> Properties { get; }
}
