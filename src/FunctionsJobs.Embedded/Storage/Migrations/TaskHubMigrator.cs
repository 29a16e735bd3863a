using FunctionsJobs.Embedded.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Storage.Migrations;

/// <summary>
/// Brings a file to the newest schema, under the ownership lock. Each migration is one transaction, so an interrupted one
/// begins anew at the next start.
/// </summary>
/// <param name="migrations">In the order of their versions, from 1 without gaps.</param>
/// <param name="time">For the table of applied migrations.</param>
/// <param name="logger">Hears of applied migrations.</param>
internal sealed class TaskHubMigrator(IReadOnlyList<Migration> migrations, TimeProvider time, ILogger logger)
{
    /// <summary>Marks the file as a task hub in SQLite's header ("FjTH"), for <c>file(1)</c> and for us.</summary>
    public const int ApplicationId = 0x466A5448;

    /// <summary>The schema version of the file; 0 for an empty one. Only reads, so that a file that is not ours is left as it is.</summary>
    /// <exception cref="TaskHubStoreException">The file is another program's, or of a newer schema.</exception>
    public int ReadVersion(SqliteDatabase database)
    {
        const string Action = "reading the schema version";
        if (database.QueryInt64("SELECT count(*) FROM sqlite_schema", Action) == 0)
        {
            return 0;
        }

        if (database.QueryInt64("PRAGMA application_id", Action) != ApplicationId)
        {
            throw new TaskHubStoreException(
                $"The file '{database.Path}' is an SQLite database, but not a task hub. Choose another file or hub name.");
        }

        var version = (int)database.QueryInt64("SELECT coalesce(max(version), 0) FROM schema_migrations", Action);
        return version <= migrations.Count
            ? version
            : throw new TaskHubStoreException(
                $"Task hub '{database.Path}' has schema version {version}; this host knows versions up to {migrations.Count}. "
                + "A newer host wrote it: run that version (or a later one), or use another task hub.");
    }

    /// <summary>Applies what the file lacks.</summary>
    /// <exception cref="TaskHubStoreException">A migration failed; the file has the schema that it had before it.</exception>
    public void Migrate(SqliteDatabase database)
    {
        foreach (var migration in migrations.Skip(ReadVersion(database)))
        {
            Apply(database, migration);
        }
    }

    private void Apply(SqliteDatabase database, Migration migration)
    {
        var action = $"migration {migration.Version} ({migration.Name})";
        database.Execute("BEGIN IMMEDIATE", action);
        try
        {
            if (migration.Version == 1)
            {
                database.Execute(
                    $"PRAGMA application_id = {ApplicationId}; CREATE TABLE schema_migrations "
                    + "(version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT;", action);
            }

            database.Execute(migration.Sql, action);
            Record(database, migration, action);
            database.Execute("COMMIT", action);
            SqliteTaskHubLog.Migrated(logger, database.Path, migration.Version, migration.Name);
        }
        catch
        {
            if (database.InTransaction)
            {
                database.Execute("ROLLBACK", action);
            }

            throw;
        }
    }

    private void Record(SqliteDatabase database, Migration migration, string action)
    {
        using var statement = database.Prepare("INSERT INTO schema_migrations (version, name, applied_at) VALUES (?1, ?2, ?3)");
        statement.Bind(1, migration.Version);
        statement.Bind(2, migration.Name);
        statement.Bind(3, time.GetUtcNow().ToString("O"));
        statement.Run(action);
    }
}
