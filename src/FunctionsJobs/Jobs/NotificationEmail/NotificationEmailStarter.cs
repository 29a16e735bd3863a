using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.NotificationEmail;

/// <summary>Checks the data of an <c>email/notification</c> job: nothing that could become a header of its own is let through.</summary>
internal sealed class NotificationEmailStarter(IOptions<NotificationEmailOptions> options, IOptions<MailOptions> mail)
    : JobStarter<NotificationEmailContract, NotificationEmailPlanContract>
{
    private readonly NotificationEmailOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "email";

    /// <inheritdoc/>
    public override string Type => "notification";

    /// <inheritdoc/>
    public override bool IsQueueDefault => true;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(NotificationEmailOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => QueueCatalogue.High;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<NotificationEmailContract> ContractJson => NotificationEmailJson.Default.NotificationEmailContract;

    /// <inheritdoc/>
    protected override string? TenantOf(NotificationEmailContract contract) => null;

    /// <inheritdoc/>
    protected override NotificationEmailPlanContract? Plan(NotificationEmailContract contract, FieldErrors errors)
    {
        if (MailRules.RefuseRecipient(contract.UserEmail, mail.Value.RecipientDomains) is { } badAddress)
        {
            errors.Add("$.data.userEmail", badAddress);
        }

        if (MailRules.RefuseSubject(contract.Subject) is { } badSubject)
        {
            errors.Add("$.data.subject", badSubject);
        }

        if (MailRules.RefuseBody(contract.Body) is { } badBody)
        {
            errors.Add("$.data.body", badBody);
        }

        return errors.IsEmpty ? new NotificationEmailPlanContract() : null;
    }
}
