namespace FunctionsJobs.Http.OpenApi;

/// <summary>Says what a value in an HTTP function's route means. Every one of the route has one.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RouteParameterAttribute : ParameterAttribute
{
    /// <param name="name">Its name in the route.</param>
    /// <param name="description">What it means.</param>
    public RouteParameterAttribute(string name, string description)
        : base(name, description) => IsRequired = true;

    internal override string Place => "path";
}
