namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>
/// Pages through instances along an index that fits the filter: the children of a parent by key, an id prefix by id, and everything else
/// by creation time, as a merge of one ordered run per status.
/// </summary>
internal static class InstanceQuery
{
    private const int MostToSort = 1_000;

    private static readonly IReadOnlyCollection<string> AllStatuses =
        [InstanceStatus.Pending, InstanceStatus.Running, InstanceStatus.Suspended, .. InstanceStatus.Terminal];

    public static Page<InstanceRecord> Read(
        HubReader reader, InstanceFilter filter, string? continuation, int limit, CancellationToken cancellation)
    {
        // One more than asked for tells whether another page follows.
        var most = limit + 1;
        if (filter.ParentInstanceId is { } parent)
        {
            var after = InstanceCursor.Parse<InstanceCursor.AfterKey>(continuation);
            var select = new InstanceSelect(filter).WhereParent(parent).After(after)
                .WhereStatuses(alongIndex: false).WhereTimes(alongIndex: false).WhereIdPrefix(alongIndex: false);
            return ToPage(select.Read(reader, "i.instance_key", most, cancellation), limit, last => new InstanceCursor.AfterKey(last.Key));
        }

        if (!string.IsNullOrEmpty(filter.InstanceIdPrefix))
        {
            var after = InstanceCursor.Parse<InstanceCursor.AfterId>(continuation);
            return ToPage(ReadByIdPrefix(reader, filter, after, most, cancellation), limit, last => new InstanceCursor.AfterId(last.InstanceId));
        }

        var position = InstanceCursor.Parse<InstanceCursor.AfterCreated>(continuation);
        return reader.ReadSnapshot(() => ToPage(
            ReadByCreation(reader, filter, position, most, cancellation), limit,
            last => new InstanceCursor.AfterCreated(UtcTicks.From(last.CreatedAt), last.Key)));
    }

    private static List<InstanceRecord> ReadByIdPrefix(
        HubReader reader, InstanceFilter filter, InstanceCursor.AfterId? after, int limit, CancellationToken cancellation)
    {
        // A handful of running or failed instances among very many: sorting the few is faster than walking the many.
        var few = AreFew(reader, filter.Statuses, cancellation);
        var select = new InstanceSelect(filter).WhereIdPrefix(alongIndex: !few).After(after, alongIndex: !few)
            .WhereStatuses(alongIndex: few).WhereTimes(alongIndex: false);
        return select.Read(reader, few ? "+i.instance_id" : "i.instance_id", limit, cancellation);
    }

    private static bool AreFew(HubReader reader, IReadOnlyCollection<string>? statuses, CancellationToken cancellation)
    {
        if (statuses is not { Count: > 0 })
        {
            return false;
        }

        var left = MostToSort;
        foreach (var status in statuses.Distinct())
        {
            var select = new InstanceSelect(new InstanceFilter()).WhereStatus(status);
            left -= select.Read(reader, "1", "i.created_at", left, static _ => true, cancellation).Count;
            if (left == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static List<InstanceRecord> ReadByCreation(
        HubReader reader, InstanceFilter filter, InstanceCursor.AfterCreated? after, int limit, CancellationToken cancellation)
    {
        var found = new List<(long CreatedTicks, long Key)>();
        foreach (var status in filter.Statuses is { Count: > 0 } statuses ? statuses.Distinct() : AllStatuses)
        {
            var select = new InstanceSelect(filter).WhereStatus(status).After(after).WhereTimes(alongIndex: true);
            found.AddRange(select.Read(
                reader, "i.created_at, i.instance_key", "i.created_at, i.instance_key", limit,
                static row => (row.GetInt64(0), row.GetInt64(1)), cancellation));
        }

        return [.. found.Order().Take(limit).Select(position => InstanceReader.Read(reader, position.Key, filter.WithPayloads)!)];
    }

    private static Page<InstanceRecord> ToPage(List<InstanceRecord> found, int limit, Func<InstanceRecord, InstanceCursor> cursor)
    {
        if (found.Count <= limit)
        {
            return new Page<InstanceRecord>(found, null);
        }

        found.RemoveRange(limit, found.Count - limit);
        return new Page<InstanceRecord>(found, cursor(found[^1]).ToToken());
    }
}
