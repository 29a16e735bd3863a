using System.Net.Http.Headers;
using FunctionsJobs.Security;
using FunctionsJobs.Security.Local;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Tests.Security.Harness;

/// <summary>Settings under which tests can make tokens, and the tokens.</summary>
internal static class TestTokens
{
    public const string Secret = "a secret of the tests, longer than thirty-two bytes";

    private static readonly LocalTokens Tokens = new(Secret, TimeProvider.System);

    /// <summary>Program arguments under which <see cref="Of"/> makes tokens that are accepted.</summary>
    public static string[] Arguments { get; } =
    [
        $"--Security:Issuer={LocalTokens.Issuer}", $"--Security:Audience={LocalTokens.Audience}", $"--Security:SigningSecrets:0={Secret}",
    ];

    /// <summary>A token.</summary>
    public static string Of(Role role, string? publisherId = null) => Tokens.Create(role, publisherId);

    /// <summary>A client whose requests carry a token, or none.</summary>
    public static HttpClient Client(Uri address, string? token) => new(new SocketsHttpHandler { UseCookies = false })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromMinutes(5),
        DefaultRequestHeaders = { Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token) },
    };

    /// <summary>The caller of functions that are called without a host.</summary>
    public static Caller Caller(Role role = Role.Admin, string? publisherId = null) =>
        new() { Kind = CallerKind.Token, Subject = "test", Role = role, Tenant = publisherId };

    /// <summary>Has a context know who calls.</summary>
    public static void CalledBy(this FunctionContext context, Caller caller) => context.SetCaller(caller);
}
