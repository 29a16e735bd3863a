namespace Microsoft.Azure.Functions.Worker;

/// <summary>A value could not be converted to the type of the parameter that takes it.</summary>
public class FunctionInputConverterException : FunctionWorkerException
{
    public FunctionInputConverterException(string? message)
        : base(message)
    {
    }

    public FunctionInputConverterException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
