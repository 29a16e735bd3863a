namespace FunctionsJobs.Http.OpenApi;

/// <summary>A request header that an HTTP function reads, beside those of credentials and content.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class HeaderParameterAttribute(string name, string description) : ParameterAttribute(name, description)
{
    internal override string Place => "header";
}
