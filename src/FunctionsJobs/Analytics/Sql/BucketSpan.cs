namespace FunctionsJobs.Analytics.Sql;

/// <summary>Whole buckets of one level of one publisher.</summary>
/// <param name="PublisherId">The publisher.</param>
/// <param name="Granularity">The level.</param>
/// <param name="FromMs">First millisecond, on a bucket border.</param>
/// <param name="ToMs">Millisecond after the last, on a bucket border.</param>
internal readonly record struct BucketSpan(string PublisherId, Granularity Granularity, long FromMs, long ToMs)
{
    /// <summary>The buckets of a level that share an instant with a range.</summary>
    public static BucketSpan Covering(string publisherId, Granularity granularity, UtcRange range)
    {
        var covering = range.Covering(granularity);
        return new(publisherId, granularity, covering.From.ToUnixTimeMilliseconds(), covering.To.ToUnixTimeMilliseconds());
    }

    /// <summary>The finer buckets inside. Their borders meet: days are whole hours, weeks and months whole days.</summary>
    public BucketSpan Of(Granularity finer) => this with { Granularity = finer };

    /// <summary>The parameters of the statements in <see cref="RollupSql"/> that take a span.</summary>
    public (string Name, object Value)[] Parameters() =>
    [
        ("@publisher", PublisherId),
        ("@granularity", AnalyticsNames.Of(Granularity)),
        ("@from", FromMs),
        ("@to", ToMs),
    ];
}
