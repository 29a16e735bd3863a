using FunctionsJobs.Embedded.Hosting.Discovery;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Http;

/// <summary>The trigger of an HTTP function.</summary>
/// <param name="Pattern">The whole route, prefix included.</param>
/// <param name="Methods">In capitals; empty for all.</param>
/// <param name="Level">Which key a caller has to show.</param>
internal sealed record HttpTrigger(RoutePattern Pattern, IReadOnlyList<string> Methods, AuthorizationLevel Level) : FunctionTrigger(FunctionKind.Http)
{
    public override string BindingType => "httpTrigger";

    /// <summary>The route as text, without a slash at its begin.</summary>
    public string Template => Pattern.RawText ?? "";
}
