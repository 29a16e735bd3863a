using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function on an HTTP request.</summary>
/// <remarks>
/// Always name the level: the constructor that takes only methods leaves <see cref="AuthLevel"/> at its zero value,
/// <see cref="AuthorizationLevel.Anonymous"/>; only the one without arguments means <see cref="AuthorizationLevel.Function"/>.
/// </remarks>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    public HttpTriggerAttribute()
    {
        AuthLevel = AuthorizationLevel.Function;
    }

    /// <param name="methods">Methods that are answered. The level is <see cref="AuthorizationLevel.Anonymous"/>.</param>
    public HttpTriggerAttribute(params string[] methods)
    {
        Methods = methods;
    }

    public HttpTriggerAttribute(AuthorizationLevel authLevel)
    {
        AuthLevel = authLevel;
    }

    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>Route template below the route prefix; the function's name when <see langword="null"/>.</summary>
    public string? Route { get; set; }

    /// <summary>Methods that are answered; all when <see langword="null"/> or empty.</summary>
    public string[]? Methods { get; private set; }

    public AuthorizationLevel AuthLevel { get; private set; }
}
