namespace FunctionsJobs.Http.OpenApi;

/// <summary>A parameter of an HTTP function, beside its body.</summary>
/// <param name="name">Its name, as callers write it.</param>
/// <param name="description">What it means, with unit and bounds.</param>
public abstract class ParameterAttribute(string name, string description) : Attribute
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What it means.</summary>
    public string Description { get; } = description;

    /// <summary>Whether it must be given. Default false.</summary>
    public bool IsRequired { get; init; }

    /// <summary><see cref="string"/>, <see cref="int"/>, <see cref="long"/>, <see cref="bool"/> or <see cref="DateTimeOffset"/> (a date or a time). Default string.</summary>
    public Type Type { get; init; } = typeof(string);

    /// <summary>The values it can have, or empty when there are too many to name.</summary>
    public string[] Values { get; init; } = [];

    /// <summary>Where it stands: <c>query</c>, <c>header</c> or <c>path</c>.</summary>
    internal abstract string Place { get; }
}
