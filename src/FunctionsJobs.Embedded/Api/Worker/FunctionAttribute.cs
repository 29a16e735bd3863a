namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a method as a function and names it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute : Attribute
{
    /// <param name="name">Name of the function; unique in the app, compared without case.</param>
    public FunctionAttribute(string name)
    {
        Name = name;
    }

    public string Name { get; }
}
