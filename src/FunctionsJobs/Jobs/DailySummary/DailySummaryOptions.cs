using FunctionsJobs.Mail;

namespace FunctionsJobs.Jobs.DailySummary;

/// <summary>Settings of the job, section <c>Jobs:DailySummary</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class DailySummaryOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:DailySummary";

    /// <summary>Five attempts, 10 s, 20 s, 40 s and 80 s apart: some minutes of a mail server that is down.</summary>
    public DailySummaryOptions() => (Attempts, BackoffDelay) = (5, TimeSpan.FromSeconds(10));

    /// <summary>The administrators who get it. Default: nobody.</summary>
    public IList<string> Recipients { get; init; } = [];

    /// <summary>How many mails of one job are handed over at once, 1 to 16. Default 4.</summary>
    public int MailsAtOnce { get; set; } = 4;

    /// <summary>How many publishers have a row of their own in the table, 1 to 10,000; the others share one. Default 500. The CSV in the report holds all.</summary>
    public int MaxRows { get; set; } = 500;

    /// <summary>The currency of revenue, which stands beside amounts: up to 10 letters. Default: none, and reports speak of currency units.</summary>
    public string Currency { get; set; } = "";

    /// <inheritdoc/>
    public override string? Invalid() => this switch
    {
        { MailsAtOnce: < 1 or > 16 } => $"{Section}:MailsAtOnce must be 1 to 16, and is {MailsAtOnce}.",
        { MaxRows: < 1 or > 10_000 } => $"{Section}:MaxRows must be 1 to 10000, and is {MaxRows}.",
        { Recipients.Count: > 1000 } => $"{Section}:Recipients must be at most 1000, and are {Recipients.Count}.",
        _ when Currency.Length > 10 || !Currency.All(char.IsAsciiLetter) => $"{Section}:Currency must be up to 10 letters, and is '{Currency}'.",
        _ when Recipients.Any(address => MailRules.RefuseAddress(address) is not null) => $"{Section}:Recipients names what is no e-mail address.",
        _ => InvalidPolicy(Section),
    };
}
