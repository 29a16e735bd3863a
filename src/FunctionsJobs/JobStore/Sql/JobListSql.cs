using FunctionsJobs.JobStore.Index;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statement of a page, for a filter without a tag.</summary>
/// <remarks>
/// Per state, one range of an index whose columns are all of the filter's, newest first, no longer than the page; the ranges are merged, and
/// only then rows are read. So neither a rare state nor a rare combination makes it read what it does not show.
/// </remarks>
internal static class JobListSql
{
    /// <summary>The page's text; its parameters are <see cref="Parameters"/>.</summary>
    public static string Text(JobFilter filter, bool goesOn)
    {
        var states = filter.States.Count > 0 ? filter.States.Distinct() : Enum.GetValues<JobState>();
        var ranges = states.Select((state, i) =>
            $"""
            SELECT * FROM (
                SELECT id AS page_id, created_at AS page_at FROM jobs
                WHERE {Equalities(filter)}state = '{state.ToName()}'{Range(filter, goesOn, "created_at", "id")}
                ORDER BY created_at DESC, id DESC LIMIT @limit) AS range{i}
            """);
        return
            $"""
            SELECT {JobRow.Columns} FROM (
                SELECT page_id, page_at FROM (
            {string.Join("\nUNION ALL\n", ranges)}
                ) AS ranges ORDER BY page_at DESC, page_id DESC LIMIT @limit) AS page
            CROSS JOIN jobs WHERE jobs.id = page.page_id ORDER BY page.page_at DESC, page.page_id DESC
            """;
    }

    /// <summary>What the page's text names.</summary>
    public static object Parameters(JobFilter filter, JobCursor? cursor, int limit, int scan = 0) => new
    {
        tenant = filter.Tenants.Tenant,
        queue = filter.Queue,
        type = filter.Type,
        tag = filter.Tag,
        parent = filter.ParentId,
        from = filter.CreatedFrom?.ToUnixTimeMilliseconds(),
        before = filter.CreatedBefore?.ToUnixTimeMilliseconds(),
        cursorAt = cursor?.CreatedAt,
        cursorId = cursor?.JobId,
        limit,
        scan,
    };

    /// <summary>The bounds of a range by time; the cursor lies before the filter's end.</summary>
    public static string Range(JobFilter filter, bool goesOn, string at, string id) =>
        (filter.CreatedFrom is null ? "" : $" AND {at} >= @from")
        + (goesOn ? $" AND ({at}, {id}) < (@cursorAt, @cursorId)" : filter.CreatedBefore is null ? "" : $" AND {at} < @before");

    private static string Equalities(JobFilter filter) => filter.ParentId is null
        ? Owned(filter, "")

        // The children of a job are all of one tenant: that column, and the others, only confirm, and no index of theirs is to be taken instead.
        : "parent_id = @parent AND " + Owned(filter, " || ''");

    private static string Owned(JobFilter filter, string unindexed) =>
        (filter.Tenants.Tenant is null ? "" : $"tenant{unindexed} = @tenant AND ")
        + (filter.Queue is null ? "" : $"queue{unindexed} = @queue AND ")
        + (filter.Type is null ? "" : $"type{unindexed} = @type AND ");
}
