using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Http;

/// <summary>The host key each kind of route asks for. Attributes take constants, so the levels are decided here and nowhere else.</summary>
internal static class HttpAccess
{
    /// <summary>The application's own API. Open at the host; who may call what is decided by the application.</summary>
    public const AuthorizationLevel Api = AuthorizationLevel.Anonymous;

    /// <summary>Pages and probes that are meant for everyone.</summary>
    public const AuthorizationLevel Open = AuthorizationLevel.Anonymous;
}
