namespace FunctionsJobs.Notices;

/// <summary>Settings of completion notices; configuration section <c>Notices</c>.</summary>
public sealed class NoticeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Notices";

    /// <summary>The entry of <see cref="WebhookSecrets"/> for jobs that belong to no publisher.</summary>
    public const string NoPublisher = "*";

    /// <summary>The shortest secret, in characters.</summary>
    public const int MinSecretLength = 32;

    /// <summary>
    /// The secret that signs a publisher's webhooks, by publisher id; <c>*</c> for jobs that belong to no publisher. One each, since who can check a
    /// signature can also make it. Default: none, which refuses webhooks at submission.
    /// </summary>
    public IDictionary<string, string> WebhookSecrets { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long one call of a webhook may take. Default 10 s; 1 s to 1 min.</summary>
    public TimeSpan WebhookTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong with the settings, or null.</summary>
    internal string? Invalid()
    {
        if (WebhookTimeout < TimeSpan.FromSeconds(1) || WebhookTimeout > TimeSpan.FromMinutes(1))
        {
            return $"Notices:WebhookTimeout is {WebhookTimeout}; it must be from 00:00:01 to 00:01:00.";
        }

        return WebhookSecrets.FirstOrDefault(entry => entry.Value.Length < MinSecretLength) is { Key: { } publisher } tooShort
            ? $"Notices:WebhookSecrets:{publisher} has {tooShort.Value.Length} characters; it must have {MinSecretLength} or more."
            : null;
    }
}
