using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Embedded.Http;

/// <summary>Parses the routes of functions and checks what routing would otherwise find out at the first request.</summary>
internal static class RouteTemplates
{
    private static readonly DefaultInlineConstraintResolver Constraints = CreateResolver();

    /// <param name="prefix">The app's route prefix; may be empty.</param>
    /// <param name="route">The function's route.</param>
    /// <param name="report">Receives what is wrong.</param>
    /// <returns>The pattern, or <see langword="null"/> after a report.</returns>
    public static RoutePattern? Parse(string prefix, string route, Action<string> report)
    {
        var template = string.Join('/', new[] { prefix, route.Trim('/') }.Where(part => part.Length > 0));
        try
        {
            var pattern = RoutePatternFactory.Parse(template);
            var problem = FindBadConstraint(pattern) ?? FindReserved(pattern);
            if (problem is null)
            {
                return pattern;
            }

            report($"the route '{template}' {problem}");
        }
        catch (RoutePatternException exception)
        {
            report($"the route '{template}' is not valid: {exception.Message}");
        }

        return null;
    }

    private static DefaultInlineConstraintResolver CreateResolver()
    {
        var options = new RouteOptions();

        // As AddRouting does; without it the options know the name only to refuse it.
        options.SetParameterPolicy<RegexInlineRouteConstraint>("regex");
        return new DefaultInlineConstraintResolver(Options.Create(options), new ServiceCollection().BuildServiceProvider());
    }

    private static string? FindBadConstraint(RoutePattern pattern)
    {
        foreach (var (parameter, references) in pattern.ParameterPolicies)
        {
            foreach (var content in references.Select(reference => reference.Content).OfType<string>())
            {
                try
                {
                    if (Constraints.ResolveConstraint(content) is null)
                    {
                        return $"has an unknown constraint '{content}' on '{parameter}'.";
                    }
                }
                catch (RouteCreationException)
                {
                    return $"has a constraint '{content}' on '{parameter}' whose arguments are wrong.";
                }
            }
        }

        return null;
    }

    private static string? FindReserved(RoutePattern pattern)
        => pattern.PathSegments is [{ IsSimple: true } first, ..]
            && first.Parts[0] is RoutePatternLiteralPart literal
            && (literal.Content.Equals("admin", StringComparison.OrdinalIgnoreCase) || literal.Content.Equals("runtime", StringComparison.OrdinalIgnoreCase))
            ? "begins with 'admin' or 'runtime', which belong to the host."
            : null;
}
