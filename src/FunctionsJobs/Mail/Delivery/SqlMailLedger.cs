using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.Mail.Delivery;

/// <summary>The ledger in SQL, for every database that has an <see cref="IJobDatabase"/>.</summary>
public sealed class SqlMailLedger(IJobDatabase database, TimeProvider time) : IMailLedger
{
    private const string Sending = "sending";
    private const string Sent = "sent";

    /// <inheritdoc/>
    public Task<MailClaim> ClaimAsync(string jobId, string mailId, string owner, TimeSpan lease, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            var now = time.GetUtcNow();
            var claim = new { jobId, mailId, owner, until = (now + lease).ToUnixTimeMilliseconds(), now = now.ToUnixTimeMilliseconds() };
            var inserted = await session.ExecuteAsync(
                """
                INSERT INTO mail_deliveries (job_id, mail_id, state, owner, claimed_until) VALUES (@jobId, @mailId, 'sending', @owner, @until)
                ON CONFLICT (job_id, mail_id) DO NOTHING
                """,
                claim);
            if (inserted == 1)
            {
                return new MailClaim.Taken();
            }

            // One statement decides between several who find the same dead claim.
            var takenOver = await session.ExecuteAsync(
                """
                UPDATE mail_deliveries SET owner = @owner, claimed_until = @until
                WHERE job_id = @jobId AND mail_id = @mailId AND state = 'sending' AND claimed_until <= @now
                """,
                claim);
            if (takenOver == 1)
            {
                return new MailClaim.Taken();
            }

            var row = await session.FindAsync<MailDeliveryRow>(
                "SELECT state AS State, claimed_until AS ClaimedUntil FROM mail_deliveries WHERE job_id = @jobId AND mail_id = @mailId", claim);
            return row switch
            {
                { State: Sent } => new MailClaim.Sent(),
                { State: Sending } => new MailClaim.Held(DateTimeOffset.FromUnixTimeMilliseconds(row.ClaimedUntil)),

                // Released between the statements: ask again at once.
                null => (MailClaim)new MailClaim.Held(now),
                _ => throw new InvalidOperationException($"Unknown state '{row.State}' of a mail."),
            };
        },
        cancellation);

    /// <inheritdoc/>
    public Task ConfirmAsync(string jobId, string mailId, CancellationToken cancellation) => database.WriteAsync(
        session => session.ExecuteAsync(
            "UPDATE mail_deliveries SET state = 'sent', claimed_until = @now WHERE job_id = @jobId AND mail_id = @mailId AND state = 'sending'",
            new { jobId, mailId, now = time.GetUtcNow().ToUnixTimeMilliseconds() }),
        cancellation);

    /// <inheritdoc/>
    public Task ReleaseAsync(string jobId, string mailId, string owner, CancellationToken cancellation) => database.WriteAsync(
        session => session.ExecuteAsync(
            "DELETE FROM mail_deliveries WHERE job_id = @jobId AND mail_id = @mailId AND state = 'sending' AND owner = @owner",
            new { jobId, mailId, owner }),
        cancellation);

    /// <inheritdoc/>
    public Task ForgetAsync(IReadOnlyList<string> jobIds, CancellationToken cancellation) => database.WriteAsync(
        session => session.ExecuteAsync(
            $"DELETE FROM mail_deliveries WHERE {database.Dialect.IsAnyOf("job_id", "@jobIds")}", new { jobIds = jobIds.ToArray() }),
        cancellation);
}
