using FunctionsJobs.Embedded.Hosting.Discovery;
using Microsoft.AspNetCore.Routing.Patterns;

namespace FunctionsJobs.Embedded.Http;

/// <summary>Finds functions that would answer the same requests.</summary>
internal static class RouteConflicts
{
    public static void Report(IEnumerable<FunctionDescriptor> functions, ICollection<string> problems)
    {
        var routes = functions.Where(function => function.Trigger is HttpTrigger).GroupBy(function => Shape(((HttpTrigger)function.Trigger).Pattern));
        foreach (var same in routes)
        {
            var seen = new List<FunctionDescriptor>();
            foreach (var function in same)
            {
                foreach (var other in seen)
                {
                    if (SharedMethods((HttpTrigger)function.Trigger, (HttpTrigger)other.Trigger) is { } methods)
                    {
                        problems.Add($"{other.Name} and {function.Name} both answer {methods} /{((HttpTrigger)function.Trigger).Template}.");
                    }
                }

                seen.Add(function);
            }
        }
    }

    private static string? SharedMethods(HttpTrigger one, HttpTrigger other)
    {
        if (one.Methods.Count == 0 || other.Methods.Count == 0)
        {
            var named = one.Methods.Concat(other.Methods).ToList();
            return named.Count == 0 ? "every method of" : string.Join(", ", named);
        }

        var shared = one.Methods.Intersect(other.Methods).ToList();
        return shared.Count == 0 ? null : string.Join(", ", shared);
    }

    // Names of parameters do not tell routes apart; literals, constraints and catch-alls do.
    private static string Shape(RoutePattern pattern)
        => string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Part)))).ToLowerInvariant();

    private static string Part(RoutePatternPart part) => part switch
    {
        RoutePatternParameterPart parameter => $"{{{(parameter.IsCatchAll ? "*" : "")}{string.Concat(parameter.ParameterPolicies.Select(policy => $":{policy.Content}"))}}}",
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => part.ToString() ?? "",
    };
}
