namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>How a conversion ended.</summary>
public enum ConversionStatus
{
    /// <summary>The converter is not for this; another may be.</summary>
    Unhandled = 0,

    Succeeded = 1,

    Failed = 2,
}
