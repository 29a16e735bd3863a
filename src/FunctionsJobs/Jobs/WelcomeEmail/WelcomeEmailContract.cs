namespace FunctionsJobs.Jobs.WelcomeEmail;

/// <summary>The data of an <c>email/welcome</c> job, as sent.</summary>
public sealed record WelcomeEmailContract
{
    /// <summary>The recipient: one bare address.</summary>
    public required string UserEmail { get; init; }

    /// <summary>What the user is called: one line of up to 100 characters.</summary>
    public required string UserName { get; init; }
}
