namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_removals</c>.</summary>
internal static class JobRemovalSql
{
    /// <summary>Whether a job of this id has been removed whose history or blobs may still be there.</summary>
    public static async Task<bool> IsUnderWayAsync(JobStoreSession session, string jobId) =>
        await session.ReadValueAsync<int>("SELECT COUNT(*) FROM job_removals WHERE job_id = @jobId", new { jobId }) > 0;
}
