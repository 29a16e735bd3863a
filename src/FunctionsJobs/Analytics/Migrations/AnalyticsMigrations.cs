using FunctionsJobs.Analytics.Sql;

namespace FunctionsJobs.Analytics.Migrations;

/// <summary>Brings the schema to the version this program knows.</summary>
internal static class AnalyticsMigrations
{
    private static readonly IReadOnlyList<AnalyticsMigration> All =
    [
        Migration0001Events.Migration,
        Migration0002Rollups.Migration,
        Migration0003Metrics.Migration,
        Migration0004EventHorizons.Migration,
        Migration0005Companies.Migration,
        Migration0006CompanyDuplicates.Migration,
    ];

    /// <summary>The version this program knows.</summary>
    public static int Latest => All[^1].Version;

    /// <summary>Applies what is missing, in the session's transaction, which holds the schema's lock.</summary>
    /// <exception cref="AnalyticsStoreException">The schema is newer than this program.</exception>
    public static async Task ApplyAsync(AnalyticsSession session, AnalyticsDialect dialect, TimeProvider time, CancellationToken cancellation)
    {
        await session.ExecuteOnceAsync(
            "CREATE TABLE IF NOT EXISTS analytics_schema (version INTEGER NOT NULL PRIMARY KEY, applied_ms BIGINT NOT NULL)", cancellation);
        var version = await ReadVersionAsync(session, cancellation);
        if (version > Latest)
        {
            throw new AnalyticsStoreException(
                $"The analytics schema has version {version}; this program knows {Latest}. Start the newer program.", isTransient: false);
        }

        foreach (var migration in All.Where(migration => migration.Version > version))
        {
            foreach (var statement in migration.Statements(dialect))
            {
                await session.ExecuteOnceAsync(statement, cancellation);
            }

            await session.ExecuteAsync(
                "INSERT INTO analytics_schema (version, applied_ms) VALUES (@version, @now)",
                cancellation,
                ("@version", migration.Version),
                ("@now", time.GetUtcNow().ToUnixTimeMilliseconds()));
        }
    }

    /// <summary>The number of the last migration that was applied; 0 for none.</summary>
    public static async Task<int> ReadVersionAsync(AnalyticsSession session, CancellationToken cancellation)
    {
        var rows = await session.ListAsync(
            "SELECT COALESCE(MAX(version), 0) FROM analytics_schema", row => row.GetInt32(0), cancellation);
        return rows[0];
    }
}
