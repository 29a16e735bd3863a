using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Http.OpenApi;

/// <summary>One method of one route, and the function behind it.</summary>
/// <param name="Path">The route as OpenAPI writes it: <c>/api/v1/queues/{queueName}/jobs</c>.</param>
/// <param name="HttpMethod">In lower case.</param>
/// <param name="FunctionName">The function's name.</param>
/// <param name="Function">Its method.</param>
internal sealed partial record HttpOperation(string Path, string HttpMethod, string FunctionName, MethodInfo Function)
{
    /// <summary>Every operation of an assembly's HTTP functions, in order of path and method. HEAD is not one of its own: it is GET without the body.</summary>
    public static IReadOnlyList<HttpOperation> AllOf(Assembly assembly) =>
    [
        .. (from type in assembly.GetTypes()
            from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
            let function = method.GetCustomAttribute<FunctionAttribute>()
            where function is not null
            let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
            where trigger is not null
            from verb in trigger.Methods ?? []
            where !verb.Equals("head", StringComparison.OrdinalIgnoreCase)
            select new HttpOperation(PathOf(trigger.Route ?? function.Name), verb.ToLowerInvariant(), function.Name, method))
            .OrderBy(operation => operation.Path, StringComparer.Ordinal).ThenBy(operation => operation.HttpMethod, StringComparer.Ordinal),
    ];

    /// <summary>The names of the route's values.</summary>
    public IEnumerable<string> RouteValues => RouteValue().Matches(Path).Select(match => match.Groups["name"].Value);

    /// <summary>A route as OpenAPI writes it: constraints, defaults and marks belong to routing.</summary>
    internal static string PathOf(string route) => "/" + RouteValue().Replace(route.Trim('/'), "{${name}}");

    [GeneratedRegex(@"\{\**(?<name>[A-Za-z_][A-Za-z0-9_]*)[^}]*\}")]
    private static partial Regex RouteValue();
}
