using FunctionsJobs.Embedded.Hosting.Discovery;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Http;

/// <summary>The trigger of an HTTP function.</summary>
/// <param name="Pattern">The whole route, prefix included.</param>
/// <param name="Methods">In capitals; empty for all.</param>
/// <param name="Level">Which key a caller has to show.</param>
/// <param name="ResponseProperty">Reads the response from a result that holds it in a property; <see langword="null"/> when the result is the response.</param>
internal sealed record HttpTrigger(RoutePattern Pattern, IReadOnlyList<string> Methods, AuthorizationLevel Level, Func<object, object?>? ResponseProperty = null)
    : FunctionTrigger(FunctionKind.Http)
{
    public override string BindingType => "httpTrigger";

    /// <summary>What of a function's result is the answer to the request.</summary>
    public object? AnswerIn(object? result) => result is null || ResponseProperty is null ? result : ResponseProperty(result);

    /// <summary>The route as text, without a slash at its begin.</summary>
    public string Template => Pattern.RawText ?? "";
}
