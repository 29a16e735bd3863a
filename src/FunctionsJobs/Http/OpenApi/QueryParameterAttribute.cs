namespace FunctionsJobs.Http.OpenApi;

/// <summary>A query parameter of an HTTP function. A test compares them with what the code reads.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class QueryParameterAttribute(string name, string description) : ParameterAttribute(name, description)
{
    internal override string Place => "query";
}
