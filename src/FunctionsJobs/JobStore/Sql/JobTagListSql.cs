using FunctionsJobs.JobStore.Index;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements of a page of one tag's jobs.</summary>
internal static class JobTagListSql
{
    /// <summary>The most jobs of the tag that one page looks at.</summary>
    public const int Scan = 2000;

    /// <summary>Whether the filter asks for more than the tag's index tells.</summary>
    public static bool LooksAtJobs(JobFilter filter) => filter.Queue is not null || filter.ParentId is not null || filter.States.Count > 0;

    /// <summary>The page.</summary>
    public static string Text(JobFilter filter, bool goesOn) =>
        $"""
        SELECT {JobRow.Columns} FROM (
            SELECT job_id AS page_id, created_at AS page_at FROM job_tags
            WHERE {Tagged(filter, goesOn)} ORDER BY created_at DESC, job_id DESC LIMIT @scan) AS page
        CROSS JOIN jobs WHERE jobs.id = page.page_id{Other(filter)} ORDER BY page.page_at DESC, page.page_id DESC LIMIT @limit
        """;

    /// <summary>The last job that the page looks at, where it looks at as many as it may.</summary>
    public static string LastText(JobFilter filter, bool goesOn) =>
        $"""
        SELECT job_id AS JobId, created_at AS CreatedAt FROM job_tags
        WHERE {Tagged(filter, goesOn)} ORDER BY created_at DESC, job_id DESC LIMIT 1 OFFSET @scan - 1
        """;

    private static string Tagged(JobFilter filter, bool goesOn) =>
        (filter.Tenants.Tenant is null ? "" : "tenant = @tenant AND ") + "tag = @tag" + JobListSql.Range(filter, goesOn, "created_at", "job_id");

    private static string Other(JobFilter filter) =>
        (filter.Queue is null ? "" : " AND jobs.queue = @queue")
        + (filter.Type is null ? "" : " AND jobs.type = @type")
        + (filter.ParentId is null ? "" : " AND jobs.parent_id = @parent")
        + (filter.States.Count == 0 ? "" : $" AND jobs.state IN ({string.Join(", ", filter.States.Select(state => $"'{state.ToName()}'"))})");
}
