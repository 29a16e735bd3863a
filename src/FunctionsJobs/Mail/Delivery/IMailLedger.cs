namespace FunctionsJobs.Mail.Delivery;

/// <summary>Which mails of which jobs have been handed over, so that a repeat of a job's step sends none twice.</summary>
/// <remarks>
/// Invariants every implementation keeps:
/// <list type="number">
/// <item>Of all claims on a mail, one at most is taken at a time: whoever has it sends, nobody else does.</item>
/// <item>A claim ends when it is confirmed (the mail is sent, for good), released, or when its time is over: its owner is dead, or gave up.</item>
/// <item>A call that has completed is durable and seen by every process.</item>
/// <item>No address is kept: a mail is known by a hash that says nothing of its recipient.</item>
/// <item>What is kept of a job goes with the job, before its id is free again.</item>
/// </list>
/// </remarks>
public interface IMailLedger
{
    /// <summary>Claims a mail, until <paramref name="lease"/> from now at most.</summary>
    /// <param name="jobId">The job that sends it.</param>
    /// <param name="mailId">The mail, by the hash of its key.</param>
    /// <param name="owner">Whoever claims; unique to this try.</param>
    /// <param name="lease">How long nobody else may claim it.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<MailClaim> ClaimAsync(string jobId, string mailId, string owner, TimeSpan lease, CancellationToken cancellation);

    /// <summary>The mail was taken over by the mail system: it is sent for good, whoever has the claim by now.</summary>
    Task ConfirmAsync(string jobId, string mailId, CancellationToken cancellation);

    /// <summary>Ends the owner's claim without the mail being sent; nothing happens where the claim is another's, or the mail is sent.</summary>
    Task ReleaseAsync(string jobId, string mailId, string owner, CancellationToken cancellation);

    /// <summary>Drops what is kept of jobs that are removed.</summary>
    Task ForgetAsync(IReadOnlyList<string> jobIds, CancellationToken cancellation);
}
