namespace FunctionsJobs.Jobs.ReportGeneration;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record ReportGenerationPlanContract
{
    /// <summary>What is to be written.</summary>
    public required WriteReportContract Report { get; init; }

    /// <summary>Who it is mailed to, each once.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>How many mails are handed over at once.</summary>
    public required int MailsAtOnce { get; init; }
}
