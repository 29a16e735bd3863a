namespace FunctionsJobs.Jobs.PasswordResetEmail;

/// <summary>Settings of the job, section <c>Jobs:PasswordResetEmail</c>. Read when a job is submitted and started.</summary>
public sealed class PasswordResetEmailOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:PasswordResetEmail";

    /// <summary>Five attempts, 10 s, 20 s, 40 s and 80 s apart: some minutes of a mail server that is down.</summary>
    public PasswordResetEmailOptions() => (Attempts, BackoffDelay) = (5, TimeSpan.FromSeconds(10));

    /// <summary>The longest link, in characters.</summary>
    public const int MaxLinkLength = 2048;

    /// <summary>Hosts that reset links may lead to. Default: none named, which allows all.</summary>
    public IList<string> LinkHosts { get; init; } = [];

    /// <summary>Whether reset links may be http, too: for development only. Default false.</summary>
    public bool AllowHttp { get; set; }

    /// <inheritdoc/>
    public override string? Invalid() => InvalidPolicy(Section);

    /// <summary>Why a text is not a link that may be sent, or null. The reason holds nothing of the link.</summary>
    public string? RefuseLink(string? text)
    {
        if (text is null || text.Length > MaxLinkLength || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            || !Uri.TryCreate(text, UriKind.Absolute, out var link)
            || !(link.Scheme == Uri.UriSchemeHttps || (AllowHttp && link.Scheme == Uri.UriSchemeHttp)))
        {
            return $"must be an absolute {(AllowHttp ? "http or https" : "https")} address of at most {MaxLinkLength} characters";
        }

        if (link.UserInfo.Length > 0)
        {
            return "must not hold a user name or password";
        }

        return LinkHosts.Count == 0 || LinkHosts.Contains(link.IdnHost, StringComparer.OrdinalIgnoreCase)
            ? null
            : "must lead to a host that reset links may lead to";
    }
}
