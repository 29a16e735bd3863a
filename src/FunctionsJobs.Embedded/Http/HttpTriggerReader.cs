using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Binding;
using FunctionsJobs.Embedded.Hosting.Discovery;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Embedded.Http;

/// <summary>HTTP functions: the request or its body, and values of route and query by name.</summary>
internal sealed class HttpTriggerReader : ITriggerReader
{
    public FunctionTrigger? ReadTrigger(FunctionReadContext context)
    {
        var attribute = (HttpTriggerAttribute)context.Trigger;
        if (attribute.AuthLevel == AuthorizationLevel.User)
        {
            context.Report("AuthorizationLevel.User needs a platform that signs users in; choose Anonymous, Function or Admin.");
        }

        var methods = (attribute.Methods ?? []).Select(method => method.ToUpperInvariant()).Distinct().ToList();
        foreach (var method in methods.Where(method => method.Length == 0 || !method.All(char.IsAsciiLetter)))
        {
            context.Report($"'{method}' is no HTTP method.");
        }

        var result = ResultOf(context.Method.ReturnType);
        if (Problem(result) is { } problem)
        {
            context.Report(problem);
        }

        var route = string.IsNullOrWhiteSpace(attribute.Route) ? context.Name : context.Resolve(attribute.Route, context.TriggerParameter);
        var pattern = RouteTemplates.Parse(context.Host.RoutePrefix, route, context.Report);
        return pattern is null ? null : new HttpTrigger(pattern, methods, attribute.AuthLevel, HttpResultProperty.Find(result, context.Report));
    }

    public ParameterBinder? CreateBinder(FunctionReadContext context, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(HttpRequestData))
        {
            return new TriggerValueBinder();
        }

        if (Problem(type) is { } problem)
        {
            context.Report($"parameter '{parameter.Name}': {problem}");
            return null;
        }

        if (parameter == context.TriggerParameter || parameter.IsDefined(typeof(FromBodyAttribute)))
        {
            if (context.Method.GetParameters().Count(other => IsBody(context, other)) > 1)
            {
                context.Report($"parameter '{parameter.Name}': the body can be bound to one parameter only.");
            }

            return new BodyBinder(parameter);
        }

        if (ValueParser.For(type) is { } parser)
        {
            return new RequestValueBinder(parameter, parser);
        }

        context.Report($"parameter '{parameter.Name}' of type {type.Name} cannot be bound: route and query give simple values, the body needs [FromBody].");
        return null;
    }

    private static bool IsBody(FunctionReadContext context, ParameterInfo parameter)
        => parameter.IsDefined(typeof(FromBodyAttribute)) || (parameter == context.TriggerParameter && parameter.ParameterType != typeof(HttpRequestData));

    private static Type ResultOf(Type type)
        => type.IsGenericType && type.GetGenericTypeDefinition() is var definition && (definition == typeof(Task<>) || definition == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;

    private static string? Problem(Type type)
        => type.IsAssignableTo(typeof(HttpRequest)) || type.IsAssignableTo(typeof(IResult)) || type.FullName is "Microsoft.AspNetCore.Mvc.IActionResult" or "System.Net.Http.HttpRequestMessage"
            ? $"{type.Name} belongs to the ASP.NET Core integration, which this host does not have; use {nameof(HttpRequestData)} and {nameof(HttpResponseData)}."
            : null;
}
