using FunctionsJobs.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Analytics.Api;

/// <summary>A validated query for roll-ups.</summary>
/// <param name="PublisherId">The publisher.</param>
/// <param name="Granularity">The level.</param>
/// <param name="Range">Whole buckets.</param>
internal sealed record RollupsQuery(string PublisherId, Granularity Granularity, UtcRange Range)
{
    /// <summary>Reads the query of a request; <see langword="null"/> when <paramref name="errors"/> says what is wrong.</summary>
    public static RollupsQuery? Read(HttpRequestData request, int maxBuckets, out FieldErrors errors)
    {
        var query = new QueryReader(request);
        errors = query.Errors;
        var publisherId = query.Required("publisherId");
        if (publisherId is not null && !Analytics.PublisherId.IsValid(publisherId))
        {
            errors.Add("publisherId", Analytics.PublisherId.Rule);
        }

        var granularity = default(Granularity);
        if (query.Required("granularity") is { } name && !AnalyticsNames.TryParse(name, out granularity))
        {
            errors.Add("granularity", "must be hour, day, week or month");
        }

        var from = Instant(query, "from");
        var to = Instant(query, "to");
        if (from >= to)
        {
            errors.Add("to", "must be after from");
        }

        query.RefuseUnknown();
        if (!errors.IsEmpty)
        {
            return null;
        }

        var range = new UtcRange(from!.Value, to!.Value).Covering(granularity);
        if (range.Buckets(granularity).Take(maxBuckets + 1).Count() > maxBuckets)
        {
            errors.Add("to", $"must be near enough to from that the range has at most {maxBuckets} buckets");
            return null;
        }

        return new RollupsQuery(publisherId!, granularity, range);
    }

    private static DateTimeOffset? Instant(QueryReader query, string name)
    {
        var value = query.RequiredInstant(name);
        if (value is { } instant && (instant < RollupCalendar.Earliest || instant > RollupCalendar.Latest))
        {
            query.Errors.Add(name, "must lie in the years 2000 to 2099");
        }

        return value;
    }
}
