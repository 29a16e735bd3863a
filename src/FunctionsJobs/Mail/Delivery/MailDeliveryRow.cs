namespace FunctionsJobs.Mail.Delivery;

/// <summary>A row of <c>mail_deliveries</c>.</summary>
internal sealed class MailDeliveryRow
{
    public required string State { get; init; }

    public required long ClaimedUntil { get; init; }
}
