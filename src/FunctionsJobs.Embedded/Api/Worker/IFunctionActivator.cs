namespace Microsoft.Azure.Functions.Worker;

/// <summary>Creates the objects whose methods are functions; replace the registered one to change how.</summary>
public interface IFunctionActivator
{
    object? CreateInstance(Type instanceType, FunctionContext context);
}
