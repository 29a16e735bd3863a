namespace FunctionsJobs.Jobs.PasswordResetEmail;

/// <summary>The data of an <c>email/password-reset</c> job, as sent.</summary>
public sealed record PasswordResetEmailContract
{
    /// <summary>The recipient: one bare address.</summary>
    public required string UserEmail { get; init; }

    /// <summary>The link: absolute, https, up to 2,048 characters. A secret: it is shown to nobody but the recipient, and not logged.</summary>
    public required string ResetLink { get; init; }
}
