using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Mail.Delivery;

/// <summary>
/// Sends the mail of a job whose work is one mail. What it says is read from the job when it is sent, so that histories hold no address, name or link.
/// </summary>
public sealed class JobMails(IJobStore jobs, MailDelivery delivery, IOptions<MailOptions> options)
{
    /// <summary>Sends the mail unless it has been sent.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="contract">The shape of its data.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="create">Makes the mail: from its key, the data and the name of the service.</param>
    /// <param name="cancellation">Cancels the call until the mail is handed over.</param>
    /// <returns>The mail's <c>Message-ID</c>, by which mail systems know it.</returns>
    /// <exception cref="MailException">It was not taken over.</exception>
    internal async Task<string> SendAsync<TContract>(
        string jobId,
        JsonTypeInfo<TContract> contract,
        Func<TContract, string> to,
        Func<string, TContract, string, MailContent> create,
        CancellationToken cancellation)
        where TContract : class
    {
        var job = await jobs.FindAsync(jobId, cancellation)
            ?? throw new JobFaultException(JobFault.Cancelled("job_removed", "The job store does not have the job any more."));
        var data = JsonSerializer.Deserialize(job.Arguments, contract)!;
        var mail = create(MailDelivery.KeyOf(job, to(data)), data, options.Value.ServiceName);
        await delivery.DeliverAsync(jobId, mail, cancellation);
        return MailMessages.IdOf(mail.Key, options.Value);
    }
}
