using System.Text;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>
/// A SELECT of instances in the making, with its parameters. Few different texts come of it, so that they stay prepared.
/// </summary>
/// <param name="filter">Its conditions are added by the methods below, as far as the caller does not replace them by others.</param>
internal sealed class InstanceSelect(InstanceFilter filter)
{
    private readonly StringBuilder _where = new();
    private readonly List<object> _values = [];

    public InstanceSelect WhereParent(string parentId) => Where("i.parent_id = ", parentId);

    public InstanceSelect WhereStatus(string status) => Where("i.status = ", status);

    /// <summary>The statuses of the filter.</summary>
    /// <param name="alongIndex">Whether the index of the statuses is the one that is followed; a plus sign keeps it out of the choice.</param>
    public InstanceSelect WhereStatuses(bool alongIndex)
    {
        if (filter.Statuses is { Count: > 0 } statuses)
        {
            And().Append(alongIndex ? "i.status IN (" : "+i.status IN (").AppendJoin(", ", statuses.Distinct().Select(Add)).Append(')');
        }

        return this;
    }

    /// <summary>The times of the filter.</summary>
    /// <param name="alongIndex">Whether the creation time is a column of the index that is followed.</param>
    public InstanceSelect WhereTimes(bool alongIndex)
    {
        var created = alongIndex ? "i.created_at" : "+i.created_at";
        WhereTime(created + " >= ", filter.CreatedFrom);
        WhereTime(created + " <= ", filter.CreatedTo);
        WhereTime("i.completed_at >= ", filter.CompletedFrom);
        WhereTime("i.completed_at <= ", filter.CompletedTo);
        return this;
    }

    /// <summary>The completion times of the filter, along the index of completions.</summary>
    public InstanceSelect WhereCompleted()
    {
        And().Append("i.completed_at IS NOT NULL");
        WhereTime("i.completed_at >= ", filter.CompletedFrom);
        WhereTime("i.completed_at <= ", filter.CompletedTo);
        return this;
    }

    /// <summary>The id prefix of the filter.</summary>
    /// <param name="alongIndex">Whether the index of the ids is the one that is followed.</param>
    public InstanceSelect WhereIdPrefix(bool alongIndex)
    {
        if (!string.IsNullOrEmpty(filter.InstanceIdPrefix))
        {
            var id = alongIndex ? "i.instance_id" : "+i.instance_id";
            Where(id + " >= ", filter.InstanceIdPrefix);
            Where(id + " < ", IdPrefix.UpperBound(filter.InstanceIdPrefix));
        }

        return this;
    }

    /// <summary>What lies behind the end of the page before.</summary>
    /// <param name="cursor">Where that page ended; <see langword="null"/> for the first page.</param>
    /// <param name="alongIndex">Whether the index of that order is the one that is followed.</param>
    public InstanceSelect After(InstanceCursor? cursor, bool alongIndex = true)
    {
        switch (cursor)
        {
            case InstanceCursor.AfterKey(var key):
                Where("i.instance_key > ", key);
                break;
            case InstanceCursor.AfterId(var id):
                Where(alongIndex ? "i.instance_id > " : "+i.instance_id > ", id);
                break;
            case InstanceCursor.AfterCreated(var ticks, var key):
                And().Append($"(i.created_at, i.instance_key) > ({Add(ticks)}, {Add(key)})");
                break;
            case InstanceCursor.AfterCompleted(var ticks, var key):
                And().Append($"(i.completed_at, i.instance_key) > ({Add(ticks)}, {Add(key)})");
                break;
        }

        return this;
    }

    /// <summary>Reads whole rows.</summary>
    public List<InstanceRecord> Read(HubReader reader, string order, int limit, CancellationToken cancellation)
    {
        var columns = filter.WithPayloads ? InstanceReader.ColumnsWithPayloads : InstanceReader.Columns;
        return Read(reader, columns, order, limit, row => InstanceReader.Map(reader, row, filter.WithPayloads), cancellation);
    }

    /// <summary>Reads what <paramref name="map"/> makes of <paramref name="columns"/>.</summary>
    public List<T> Read<T>(
        HubReader reader, string columns, string order, int limit, Func<SqliteStatement, T> map, CancellationToken cancellation)
    {
        var limitParameter = Add((long)limit);
        var row = reader.Prepare($"SELECT {columns} FROM instances AS i{_where} ORDER BY {order} LIMIT {limitParameter}");
        for (var i = 0; i < _values.Count; i++)
        {
            Bind(row, i + 1, _values[i]);
        }

        var results = new List<T>();
        try
        {
            while (row.Step("querying instances"))
            {
                cancellation.ThrowIfCancellationRequested();
                results.Add(map(row));
            }
        }
        finally
        {
            row.Reset();
        }

        return results;
    }

    private InstanceSelect Where(string comparison, object value)
    {
        And().Append(comparison).Append(Add(value));
        return this;
    }

    private void WhereTime(string comparison, DateTime? time)
    {
        if (time is { } value)
        {
            Where(comparison, UtcTicks.From(value));
        }
    }

    private StringBuilder And() => _where.Append(_where.Length == 0 ? " WHERE " : " AND ");

    private string Add(object value)
    {
        _values.Add(value);
        return $"?{_values.Count}";
    }

    private static void Bind(SqliteStatement statement, int parameter, object value)
    {
        switch (value)
        {
            case long number:
                statement.Bind(parameter, number);
                break;
            case string text:
                statement.Bind(parameter, text);
                break;
            case byte[] utf8:
                statement.Bind(parameter, utf8);
                break;
            default:
                throw new InvalidOperationException($"No binding for {value.GetType()}.");
        }
    }
}
