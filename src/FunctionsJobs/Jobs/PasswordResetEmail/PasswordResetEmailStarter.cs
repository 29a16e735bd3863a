using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.PasswordResetEmail;

/// <summary>Checks the data of an <c>email/password-reset</c> job: nothing that could become a header of its own is let through.</summary>
internal sealed class PasswordResetEmailStarter(IOptions<PasswordResetEmailOptions> options, IOptions<MailOptions> mail)
    : JobStarter<PasswordResetEmailContract, PasswordResetEmailPlanContract>
{
    private readonly PasswordResetEmailOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "email";

    /// <inheritdoc/>
    public override string Type => "password-reset";

    /// <inheritdoc/>
    public override bool IsQueueDefault => false;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(PasswordResetEmailOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => QueueCatalogue.High;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<PasswordResetEmailContract> ContractJson => PasswordResetEmailJson.Default.PasswordResetEmailContract;

    /// <inheritdoc/>
    protected override string? TenantOf(PasswordResetEmailContract contract) => null;

    /// <inheritdoc/>
    protected override PasswordResetEmailPlanContract? Plan(PasswordResetEmailContract contract, FieldErrors errors)
    {
        if (MailRules.RefuseRecipient(contract.UserEmail, mail.Value.RecipientDomains) is { } badAddress)
        {
            errors.Add("$.data.userEmail", badAddress);
        }

        if (_options.RefuseLink(contract.ResetLink) is { } badLink)
        {
            errors.Add("$.data.resetLink", badLink);
        }

        return errors.IsEmpty ? new PasswordResetEmailPlanContract() : null;
    }
}
