namespace FunctionsJobs.Http.OpenApi;

/// <summary>Says what a member holds whose type does not: a <c>JsonElement</c> that is read by another shape later.</summary>
/// <param name="shape">The shape; null for the data of any job type.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SchemaOfAttribute(Type? shape) : Attribute
{
    /// <summary>The shape; null for the data of any job type.</summary>
    public Type? Shape { get; } = shape;
}
