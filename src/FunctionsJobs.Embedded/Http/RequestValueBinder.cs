using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Binding;
using FunctionsJobs.Embedded.Hosting.Invocation;

namespace FunctionsJobs.Embedded.Http;

/// <summary>Binds a value of the route or, where the route has none of that name, of the query.</summary>
internal sealed class RequestValueBinder(ParameterInfo parameter, ValueParser parser) : ParameterBinder
{
    private readonly string _name = parameter.Name!;
    private readonly object? _default = parameter.HasDefaultValue ? parameter.DefaultValue : null;
    private readonly bool _isOptional = parameter.HasDefaultValue || !parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null;

    public override object? Bind(InvocationContext context)
    {
        var http = ((HttpInvocationContext)context).Http;
        var text = http.Request.RouteValues.TryGetValue(_name, out var routeValue) && routeValue is not null
            ? routeValue as string ?? routeValue.ToString()
            : http.Request.QueryString.HasValue && http.Request.Query.TryGetValue(_name, out var values) ? values.ToString() : null;
        if (text is null)
        {
            return _isOptional ? _default : throw new ParameterBindingException(_name, "a value is required.");
        }

        return parser.TryParseValue(text, out var value) ? value : throw new ParameterBindingException(_name, $"must be {parser.Expected}.");
    }
}
