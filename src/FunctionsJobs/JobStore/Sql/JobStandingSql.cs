namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements that read where jobs stand.</summary>
internal static class JobStandingSql
{
    private const string Select = "SELECT id AS Id, state AS State, attempts_made AS AttemptsMade FROM jobs WHERE";

    /// <summary>Where these jobs stand, as many as there are. One job is read by a statement that stays the same.</summary>
    public static async Task<IEnumerable<JobStanding>> ListAsync(JobStoreSession session, IReadOnlyList<string> ids, JobStoreDialect dialect)
    {
        var rows = ids is [var id]
            ? await session.ListAsync<JobStandingRow>($"{Select} id = @id", new { id })
            : await session.ListAsync<JobStandingRow>($"{Select} {dialect.IsAnyOf("id", "@ids")}", new { ids });
        return rows.Select(row => new JobStanding(row.Id, JobStateNames.Parse(row.State), (int)row.AttemptsMade));
    }
}
