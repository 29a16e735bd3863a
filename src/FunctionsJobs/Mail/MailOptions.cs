namespace FunctionsJobs.Mail;

/// <summary>Settings of outgoing mail; configuration section <c>Mail</c>. Without a host, mails are written as files.</summary>
public sealed class MailOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Mail";

    /// <summary>The SMTP server. Default: none, which writes <c>.eml</c> files to <see cref="Folder"/>.</summary>
    public string Host { get; set; } = "";

    /// <summary>The SMTP port. Default 587.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection is encrypted by STARTTLS, without which nothing is sent. Default true.</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>The user name at the server. Default: none, which sends without authentication.</summary>
    public string UserName { get; set; } = "";

    /// <summary>The password at the server.</summary>
    public string Password { get; set; } = "";

    /// <summary>The sender's address. Default <c>jobs@localhost.localdomain</c>.</summary>
    public string From { get; set; } = "jobs@localhost.localdomain";

    /// <summary>The name that mails and reports speak of the service by. Default <c>FunctionsJobs</c>; one line of up to 60 characters.</summary>
    public string ServiceName { get; set; } = "FunctionsJobs";

    /// <summary>How long handing over one mail may take. Default 30 s; 1 s to 5 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The folder of <c>.eml</c> files. Default: <c>mail</c> in the data folder (<see cref="LocalDataFolder"/>).</summary>
    public string Folder { get; set; } = "";

    /// <summary>Domains that mails may go to. Default: none named, which allows all.</summary>
    public IList<string> RecipientDomains { get; init; } = [];
}
