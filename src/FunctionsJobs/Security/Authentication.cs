namespace FunctionsJobs.Security;

/// <summary>What a request's credentials came to: exactly one of the nested cases.</summary>
internal abstract record Authentication
{
    private Authentication()
    {
    }

    /// <summary>They prove who calls.</summary>
    public sealed record Accepted(Caller Caller) : Authentication;

    /// <summary>They prove who calls, and that one has no role here.</summary>
    public sealed record WithoutRole(string Subject) : Authentication;

    /// <summary>They prove nothing.</summary>
    public sealed record Refused(AuthenticationFailure Failure) : Authentication;

    /// <summary>They cannot be checked now: the issuer's keys cannot be read.</summary>
    public sealed record Unavailable : Authentication;
}
