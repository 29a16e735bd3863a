using System.Text.Json;
using FunctionsJobs.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Sample;

/// <summary>Runs a report over the sample's events, and puts it where it can be opened: in the data folder, and as a mail where mails are files.</summary>
internal sealed class SampleReport(IConfiguration configuration, IOptions<MailOptions> mail, TimeProvider time)
{
    private const string Queue = "report-generation";
    private const string FileName = "sample-report.html";
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs the report of the last whole week before a day.</summary>
    /// <returns>The files to look at.</returns>
    /// <exception cref="InvalidOperationException">The job did not complete.</exception>
    public async Task<(string Report, string? MailFolder)> RunAsync(SampleClient client, string publisherId, DateOnly endDay, CancellationToken cancellation)
    {
        // Nobody is mailed for a sample: with a server of one's own, it has no recipients.
        string[] recipients = mail.Value.Host.Length > 0 ? [] : ["reader@example.com"];
        var monday = endDay.AddDays(-7 - (((int)endDay.DayOfWeek + 6) % 7));
        var statusUrl = await client.SubmitAsync(
            Queue,
            new { jobName = "report", data = new { publisherId, reportType = "weekly", date = $"{monday:yyyy-MM-dd}", recipients } },
            cancellation);
        var job = await EndAsync(client, statusUrl, cancellation);
        var page = await client.ReadAsync(job.GetProperty("result").GetProperty("reportUrl").GetString()!, cancellation);
        var file = Path.Combine(LocalDataFolder.Of(configuration), FileName);
        await File.WriteAllBytesAsync(file, page, cancellation);
        return (file, recipients.Length > 0 ? Path.GetFullPath(mail.Value.Folder) : null);
    }

    private async Task<JsonElement> EndAsync(SampleClient client, string statusUrl, CancellationToken cancellation)
    {
        while (true)
        {
            var job = await client.GetJobAsync(statusUrl, cancellation);
            switch (job.GetProperty("state").GetString())
            {
                case "completed":
                    return job;
                case "failed" or "cancelled":
                    throw new InvalidOperationException($"The report did not complete: {job.GetProperty("error")}");
                default:
                    await Task.Delay(PollInterval, time, cancellation);
                    break;
            }
        }
    }
}
