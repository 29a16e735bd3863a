using FunctionsJobs.Analytics;

namespace FunctionsJobs.Cache.Entries;

/// <summary>What a value is found by: whose it is, what it is, and which shape it has.</summary>
/// <remarks>
/// The three are parts of the stored key, and of the value itself, which is checked when it is read: no value of one publisher, of another name or of
/// another shape is ever taken for this one.
/// </remarks>
public sealed record CacheKey
{
    private const int MaxNameLength = 200;

    /// <summary>Creates a key.</summary>
    /// <param name="tenant">The publisher whose value it is, or null for what is computed over all publishers.</param>
    /// <param name="name">1 to 200 of <c>a–z A–Z 0–9 : . _ -</c>. Arguments that callers choose belong into a hash of them.</param>
    /// <param name="schemaVersion">Goes up when the shape or the meaning of the value changes.</param>
    /// <exception cref="ArgumentException">The tenant is no publisher id, or the name does not keep to its grammar.</exception>
    public CacheKey(string? tenant, string name, int schemaVersion)
    {
        if (tenant is not null && !PublisherId.IsValid(tenant))
        {
            throw new ArgumentException($"A publisher id {PublisherId.Rule}.", nameof(tenant));
        }

        if (name.Length is 0 or > MaxNameLength || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '.' or '_' or '-'))
        {
            throw new ArgumentException("A name must be 1 to 200 characters of a-z, A-Z, 0-9, ':', '.', '_' and '-'.", nameof(name));
        }

        (Tenant, Name, SchemaVersion) = (tenant, name, schemaVersion);
    }

    /// <summary>The publisher whose value it is, or null for what is computed over all publishers.</summary>
    public string? Tenant { get; }

    /// <summary>What it is.</summary>
    public string Name { get; }

    /// <summary>Which shape it has.</summary>
    public int SchemaVersion { get; }

    /// <summary>The stored key. A publisher id holds no colon, so that no two keys have one text.</summary>
    internal string Text => Tenant is null ? $"v{SchemaVersion}:all:{Name}" : $"v{SchemaVersion}:of:{Tenant}:{Name}";

    /// <inheritdoc/>
    public override string ToString() => Text;
}
