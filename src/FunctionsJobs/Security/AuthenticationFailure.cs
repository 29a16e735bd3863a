namespace FunctionsJobs.Security;

/// <summary>Why a request's credentials were refused. Logged by name; callers are told less.</summary>
internal enum AuthenticationFailure
{
    /// <summary>There are none.</summary>
    Missing,

    /// <summary>There is more than one.</summary>
    Several,

    /// <summary>They are not of a form that is read: another scheme, no token, no JSON.</summary>
    Malformed,

    /// <summary>They are longer than is read.</summary>
    TooLong,

    /// <summary>The token's algorithm is not HS256 or RS256, or it asks for an extension.</summary>
    AlgorithmRefused,

    /// <summary>No key is known that could have signed the token.</summary>
    UnknownSigner,

    /// <summary>The signature is not one of the known keys'.</summary>
    BadSignature,

    /// <summary>The token comes from another issuer.</summary>
    WrongIssuer,

    /// <summary>The token is meant for somebody else.</summary>
    WrongAudience,

    /// <summary>The token's time is over.</summary>
    Expired,

    /// <summary>The token's time has not come.</summary>
    NotYetValid,

    /// <summary>The token lacks <c>exp</c> or <c>sub</c>.</summary>
    MissingClaim,

    /// <summary>A claim has a value that it cannot have.</summary>
    BadClaim,

    /// <summary>The key is none of the settings'.</summary>
    UnknownKey,
}
