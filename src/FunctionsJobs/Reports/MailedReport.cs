namespace FunctionsJobs.Reports;

/// <summary>What became of one mail of a report. Kept in histories: members are only ever added.</summary>
public sealed record MailedReport
{
    /// <summary>Whether the mail system has taken it; otherwise it refused it for good.</summary>
    public required bool Sent { get; init; }
}
