using System.Globalization;
using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Security.Limits;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Security;

/// <summary>
/// Lets an HTTP function run only for callers it declares: who they are, whether their role suffices, and whether they have requests left,
/// before anything of the request's body is read. Functions of other kinds have no callers and pass.
/// </summary>
internal sealed class AccessMiddleware(
    FunctionAccessTable functions, Authenticator authenticator, RequestLimiter limiter, AccessAuditor auditor, ILogger<AccessMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private const string Challenge = "Bearer realm=\"functionsjobs\"";
    private const int UnavailableRetrySeconds = 5;

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var request = await context.GetHttpRequestDataAsync();
        if (request is null || functions.Of(context.FunctionDefinition) is not { Role: not null } access)
        {
            await next(context);
            return;
        }

        var function = context.FunctionDefinition.Name;
        switch (await authenticator.AuthenticateAsync(request.Headers, context.CancellationToken))
        {
            case Authentication.Accepted(var caller):
                await RunAsync(context, request, caller, access, next);
                return;
            case Authentication.WithoutRole(var subject):
                AccessLog.RoleRefused(logger, function, subject, "none");
                await ForbidAsync(context, request, $"The token names no role; {RoleNames.All} is needed.");
                return;
            case Authentication.Refused(var failure):
                AccessLog.CredentialsRefused(logger, function, failure);
                await AnswerAsync(context, request, HttpStatusCode.Unauthorized, Describe(failure), ("WWW-Authenticate",
                    failure == AuthenticationFailure.Missing ? Challenge : $"{Challenge}, error=\"invalid_token\""));
                return;
            case Authentication.Unavailable:
                AccessLog.KeysUnavailable(logger, function);
                await AnswerAsync(context, request, HttpStatusCode.ServiceUnavailable, "The token cannot be checked now; try again later.",
                    ("Retry-After", UnavailableRetrySeconds.ToString(CultureInfo.InvariantCulture)));
                return;
            case var other:
                throw new InvalidOperationException($"Unknown outcome {other.GetType().Name}.");
        }
    }

    // Callers learn what they can mend; which check failed otherwise is for the log.
    private static string Describe(AuthenticationFailure failure) => failure switch
    {
        AuthenticationFailure.Missing => "Send a token (Authorization: Bearer) or an API key (x-api-key).",
        AuthenticationFailure.Several => "Send one token or one API key, and not more.",
        AuthenticationFailure.Expired => "The token has expired.",
        AuthenticationFailure.NotYetValid => "The token is not valid yet.",
        _ => "The credentials are not valid here.",
    };

    private async Task RunAsync(
        FunctionContext context, HttpRequestData request, Caller caller, FunctionAccess access, FunctionExecutionDelegate next)
    {
        using var pass = limiter.Enter(caller.Id);
        if (!pass.IsGranted)
        {
            AccessLog.RateRefused(logger, context.FunctionDefinition.Name, caller.Id);
            await AnswerAsync(context, request, HttpStatusCode.TooManyRequests, "Too many requests; try again later.",
                ("Retry-After", Math.Ceiling(pass.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
            return;
        }

        if (!access.Admits(caller))
        {
            AccessLog.RoleRefused(logger, context.FunctionDefinition.Name, caller.Id, caller.Role.ToName());
            await auditor.RefusedAsync(context, caller);
            await ForbidAsync(context, request, caller.Role >= access.Role
                ? "This concerns all publishers, and the credentials are bound to one."
                : $"The role {access.Role!.Value.ToName()} is needed.");
            return;
        }

        context.SetCaller(caller);
        await next(context);
        if (context.GetInvocationResult().Value is HttpResponseData { StatusCode: HttpStatusCode.Forbidden })
        {
            AccessLog.TenantRefused(logger, context.FunctionDefinition.Name, caller.Id);
            await auditor.RefusedAsync(context, caller);
        }
    }

    private static Task ForbidAsync(FunctionContext context, HttpRequestData request, string detail) =>
        AnswerAsync(context, request, HttpStatusCode.Forbidden, detail, ("WWW-Authenticate", $"{Challenge}, error=\"insufficient_scope\""));

    private static async Task AnswerAsync(
        FunctionContext context, HttpRequestData request, HttpStatusCode status, string detail, (string Name, string Value) header)
    {
        var response = await request.CreateProblemResponseAsync(status, detail, CancellationToken.None);
        response.Headers.Add(header.Name, header.Value);
        context.GetInvocationResult().Value = response;
    }
}
