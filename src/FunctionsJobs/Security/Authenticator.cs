using FunctionsJobs.Security.Tokens;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Security;

/// <summary>
/// Finds out who calls from the headers: <c>Authorization: Bearer</c>, or a key in <c>x-api-key</c> or <c>x-functions-key</c>. Exactly one of
/// them; nothing is read from the query, which ends up in logs.
/// </summary>
/// <param name="tokens">Made when the first token comes: its library takes time to load, which the start of the program need not wait for.</param>
/// <param name="keys">The keys of the settings.</param>
internal sealed class Authenticator(Lazy<TokenValidator> tokens, ApiKeys keys)
{
    private const string BearerPrefix = "Bearer ";
    private static readonly string[] KeyHeaders = ["x-api-key", "x-functions-key"];

    /// <summary>Checks the credentials of a request.</summary>
    public async ValueTask<Authentication> AuthenticateAsync(HttpHeadersCollection headers, CancellationToken cancellation)
    {
        string? header = null;
        string? key = null;
        var count = 0;
        if (headers.TryGetValues("Authorization", out var authorizations))
        {
            Take(authorizations, ref header, ref count);
        }

        foreach (var name in KeyHeaders)
        {
            if (headers.TryGetValues(name, out var values))
            {
                Take(values, ref key, ref count);
            }
        }

        return (count, header) switch
        {
            (0, _) => new Authentication.Refused(AuthenticationFailure.Missing),
            ( > 1, _) => new Authentication.Refused(AuthenticationFailure.Several),
            (_, null) => keys.Check(key!),
            _ when header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) =>
                await tokens.Value.ValidateAsync(header[BearerPrefix.Length..].Trim(), cancellation),
            _ => new Authentication.Refused(AuthenticationFailure.Malformed),
        };
    }

    private static void Take(IEnumerable<string> values, ref string? last, ref int count)
    {
        foreach (var value in values)
        {
            last = value;
            count++;
        }
    }
}
