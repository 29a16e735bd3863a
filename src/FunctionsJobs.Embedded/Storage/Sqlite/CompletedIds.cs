namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>Pages through the ids of ended instances by the time of their end, as a merge of one ordered run per status.</summary>
internal static class CompletedIds
{
    private const string Order = "i.completed_at, i.instance_key";

    public static Page<string> Read(HubReader reader, InstanceFilter filter, string? continuation, int limit, CancellationToken cancellation)
    {
        var after = InstanceCursor.Parse<InstanceCursor.AfterCompleted>(continuation);
        return reader.ReadSnapshot(() => ToPage(Find(reader, filter, after, limit + 1, cancellation), limit));
    }

    // One more than asked for tells whether another page follows.
    private static List<(long Ticks, long Key, string Id)> Find(
        HubReader reader, InstanceFilter filter, InstanceCursor.AfterCompleted? after, int most, CancellationToken cancellation)
    {
        var found = new List<(long Ticks, long Key, string Id)>();
        foreach (var status in InstanceStatus.Terminal)
        {
            if (filter.Statuses is { Count: > 0 } wanted && !wanted.Contains(status))
            {
                continue;
            }

            var select = new InstanceSelect(filter).WhereStatus(status).WhereCompleted().After(after);
            found.AddRange(select.Read(
                reader, Order + ", i.instance_id", Order, most, static row => (row.GetInt64(0), row.GetInt64(1), row.GetText(2)), cancellation));
        }

        return [.. found.OrderBy(row => row.Ticks).ThenBy(row => row.Key).Take(most)];
    }

    private static Page<string> ToPage(List<(long Ticks, long Key, string Id)> found, int limit)
    {
        var ids = found.Take(limit).Select(row => row.Id).ToList();
        return new Page<string>(ids, found.Count > limit ? new InstanceCursor.AfterCompleted(found[limit - 1].Ticks, found[limit - 1].Key).ToToken() : null);
    }
}
