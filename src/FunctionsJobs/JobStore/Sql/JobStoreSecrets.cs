using System.Security.Cryptography;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>Random keys that all processes on one database share. Made by whoever needs one first.</summary>
internal sealed class JobStoreSecrets(IJobDatabase database)
{
    private const string Cursor = "cursor";
    private const int KeyLength = 32;

    private byte[]? _cursorKey;

    /// <summary>The key that cursors are signed with.</summary>
    public async Task<byte[]> GetCursorKeyAsync(CancellationToken cancellation) =>
        _cursorKey ??= Convert.FromHexString(
            await database.ReadAsync(session => FindAsync(session, Cursor), cancellation)
            ?? await database.WriteAsync(MakeAsync, cancellation));

    private static async Task<string> MakeAsync(JobStoreSession session)
    {
        await session.ExecuteAsync(
            "INSERT INTO job_store_secrets (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING",
            new { name = Cursor, value = Convert.ToHexString(RandomNumberGenerator.GetBytes(KeyLength)) });
        return (await FindAsync(session, Cursor))!;
    }

    private static async Task<string?> FindAsync(JobStoreSession session, string name) =>
        (await session.ListAsync<string>("SELECT value FROM job_store_secrets WHERE name = @name", new { name })).SingleOrDefault();
}
