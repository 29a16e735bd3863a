namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Names the converter that gives a parameter, or every parameter of a type, its value.</summary>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface | AttributeTargets.Parameter,
    AllowMultiple = true)]
public class InputConverterAttribute : Attribute
{
    /// <exception cref="InvalidOperationException">The type is no <see cref="IInputConverter"/>.</exception>
    public InputConverterAttribute(Type converterType)
    {
        ArgumentNullException.ThrowIfNull(converterType);
        if (!converterType.IsAssignableTo(typeof(IInputConverter)))
        {
            throw new InvalidOperationException($"{converterType.FullName} does not implement {typeof(IInputConverter).FullName}.");
        }

        ConverterType = converterType;
    }

    public Type ConverterType { get; }
}
