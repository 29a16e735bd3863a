using System.Net;
using System.Reflection;
using System.Text.Json;
using FunctionsJobs.Embedded.Hosting.Binding;
using FunctionsJobs.Embedded.Hosting.Invocation;

namespace FunctionsJobs.Embedded.Http;

/// <summary>Binds the body of the request.</summary>
internal sealed class BodyBinder(ParameterInfo parameter) : ParameterBinder
{
    private readonly string _name = parameter.Name!;
    private readonly Type _type = parameter.ParameterType;

    public override bool IsAsync => true;

    public override object? Bind(InvocationContext context) => throw new NotSupportedException("The body is read asynchronously.");

    public override async ValueTask<object?> BindAsync(InvocationContext context)
    {
        try
        {
            var value = await RequestBody.ReadAsync(((HttpInvocationContext)context).Request, _type);
            return value is null && _type.IsValueType && Nullable.GetUnderlyingType(_type) is null
                ? throw new ParameterBindingException(_name, "a value is required.")
                : value;
        }
        catch (JsonException exception)
        {
            // The serializer's own message names types of the app; the path is what the caller can use.
            var place = exception.Path is { Length: > 0 } path ? $" at {path}" : "";
            throw new ParameterBindingException(_name, $"Invalid JSON content{place}.", innerException: exception);
        }
        catch (UnsupportedContentException exception)
        {
            throw new ParameterBindingException(_name, "the body must be JSON, with the content type application/json.", HttpStatusCode.UnsupportedMediaType, exception);
        }
    }
}
