using FunctionsJobs.JobStore.Audit;

namespace FunctionsJobs.Security;

/// <summary>
/// Who calls, as a token or key says and never as the request does. Functions get theirs from <see cref="CallerContext.GetCaller"/>.
/// </summary>
public sealed record Caller
{
    /// <summary>How it proved who it is.</summary>
    public required CallerKind Kind { get; init; }

    /// <summary>The token's <c>sub</c>, or the key's name in the settings.</summary>
    public required string Subject { get; init; }

    /// <summary>The highest role it has.</summary>
    public required Role Role { get; init; }

    /// <summary>The publisher it is bound to: it reads and writes what is that publisher's, and nothing else. Null for one who is bound to none.</summary>
    public required string? Tenant { get; init; }

    /// <summary>Tells callers apart, those of one name in different tenants included. Scopes idempotency keys and rate limits.</summary>
    public string Id => $"{Tenant}/{Prefix}:{Subject}";

    /// <summary>Its name in the audit trail.</summary>
    public JobActor Actor => new(Kind == CallerKind.Program ? $"system:{Subject}" : Subject, Origin: null);

    private string Prefix => Kind switch
    {
        CallerKind.Token => "token",
        CallerKind.Key => "key",
        CallerKind.Program => "program",
        _ => throw new InvalidOperationException($"Unknown kind of caller {Kind}."),
    };

    /// <summary>The program itself, when it acts for a tenant, or for none (null), without being called.</summary>
    /// <param name="part">Which part of it acts, such as <c>schedules</c>.</param>
    /// <param name="tenant">The publisher it acts for, or null.</param>
    public static Caller OfProgram(string part, string? tenant) =>
        new() { Kind = CallerKind.Program, Subject = part, Role = Role.Operator, Tenant = tenant };

    /// <summary>Whether it may see and change what belongs to a tenant, or to none (null).</summary>
    /// <remarks>What it may not see is answered as if it were not there.</remarks>
    public bool MayUse(string? tenant) => Tenant is null || Tenant == tenant;
}
