using System.Globalization;
using System.Text;
using FunctionsJobs.JobStore;
using FunctionsJobs.Mail;

namespace FunctionsJobs.Notices;

/// <summary>What a notice says, on every channel.</summary>
internal static class JobNotices
{
    /// <summary>The answer where there is nothing to tell any more: the job was removed, or runs again.</summary>
    public const string Gone = "gone";

    /// <summary>The notice of a run that has ended, and whose job it is; null where the job is gone or runs again.</summary>
    public static async Task<(JobNotice Content, string? Publisher)?> FindAsync(IJobStore jobs, NoticeRequest request, CancellationToken cancellation)
    {
        var job = await jobs.FindAsync(request.JobId, cancellation);
        return job is not null && job.Run == request.Run && job.State.IsTerminal() ? (Of(job), job.Tenant) : null;
    }

    /// <summary>The notice of a job that has ended.</summary>
    public static JobNotice Of(JobRecord job) => new()
    {
        Id = $"{job.Id}:{job.Run}",
        JobId = job.Id,
        QueueName = job.Queue,
        JobName = job.Name,
        State = job.State.ToName(),
        AttemptsMade = job.AttemptsMade,
        CreatedOn = job.CreatedAt.ToUnixTimeMilliseconds(),
        FinishedOn = job.FinishedAt?.ToUnixTimeMilliseconds(),
        ErrorCode = job.Error?.Code,
        StatusUrl = $"/api/v1/queues/{job.Queue}/jobs/{job.Id}",
    };

    /// <summary>The notice as a mail to one recipient.</summary>
    public static MailContent ToMail((JobNotice Content, string? Publisher) notice, string recipient)
    {
        var job = notice.Content;
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"The job {job.JobId} of the queue {job.QueueName} is {job.State}.")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Submitted  {Time(job.CreatedOn)}");
        if (job.FinishedOn is { } finished)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Ended      {Time(finished)}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"Attempts   {job.AttemptsMade}");
        if (job.ErrorCode is { } code)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Reason     {code}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"Status     {job.StatusUrl}");
        return new MailContent
        {
            Key = $"notice:{job.Id}:{recipient}",
            To = recipient,
            Subject = $"Job of {job.QueueName} {job.State}",
            Text = text.ToString(),
        };
    }

    private static string Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
