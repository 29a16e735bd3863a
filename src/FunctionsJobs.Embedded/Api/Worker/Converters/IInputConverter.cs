namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Gives a parameter its value.</summary>
public interface IInputConverter
{
    ValueTask<ConversionResult> ConvertAsync(ConverterContext context);
}
