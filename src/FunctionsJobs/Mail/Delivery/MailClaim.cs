namespace FunctionsJobs.Mail.Delivery;

/// <summary>What became of a claim on a mail: exactly one of the nested cases.</summary>
public abstract record MailClaim
{
    private MailClaim()
    {
    }

    /// <summary>The caller sends it.</summary>
    public sealed record Taken : MailClaim;

    /// <summary>It has been sent.</summary>
    public sealed record Sent : MailClaim;

    /// <summary>Somebody else sends it, or died doing so.</summary>
    /// <param name="Until">When the claim is free again, if it is not confirmed before.</param>
    public sealed record Held(DateTimeOffset Until) : MailClaim;
}
