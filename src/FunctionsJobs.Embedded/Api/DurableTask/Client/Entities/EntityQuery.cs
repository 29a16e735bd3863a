namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Which entities a query returns; every condition that is set must hold.</summary>
public record EntityQuery
{
    public const int DefaultPageSize = 100;

    private readonly string? _instanceIdStartsWith;

    /// <summary>Begin of the entity id; a leading <c>@</c> is added, and the name is turned to lower case.</summary>
    public string? InstanceIdStartsWith
    {
        get => _instanceIdStartsWith;
        init => _instanceIdStartsWith = value is null ? null : Normalize(value);
    }

    /// <summary>Changed at or after.</summary>
    public DateTimeOffset? LastModifiedFrom { get; init; }

    /// <summary>Changed at or before.</summary>
    public DateTimeOffset? LastModifiedTo { get; init; }

    public bool IncludeState { get; init; } = true;

    /// <summary>Whether entities without state are returned as well.</summary>
    public bool IncludeTransient { get; init; }

    public int? PageSize { get; init; }

    public string? ContinuationToken { get; init; }

    private static string Normalize(string prefix)
    {
        if (!prefix.StartsWith('@'))
        {
            prefix = "@" + prefix;
        }

        var separator = prefix.IndexOf('@', 1);
        return separator < 0 ? prefix.ToLowerInvariant() : prefix[..separator].ToLowerInvariant() + prefix[separator..];
    }
}
