using FunctionsJobs.Analytics;

namespace FunctionsJobs.Cache.Requests;

/// <summary>A value that was asked for.</summary>
/// <param name="Tenant">The publisher whose value it is, or null for that over all publishers.</param>
/// <param name="Name">Which value.</param>
/// <param name="Count">How often.</param>
public sealed record RequestedValue(string? Tenant, string Name, long Count)
{
    /// <summary>Reads a counted member; null for one that was not written by this program.</summary>
    internal static RequestedValue? Of(string member, long count) => member.Split('|') switch
    {
        ["", var name] => new RequestedValue(null, name, count),
        [var tenant, var name] when PublisherId.IsValid(tenant) => new RequestedValue(tenant, name, count),
        _ => null,
    };
}
