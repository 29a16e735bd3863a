using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.WelcomeEmail;

/// <summary>Checks the data of an <c>email/welcome</c> job: nothing that could become a header of its own is let through.</summary>
internal sealed class WelcomeEmailStarter(IOptions<WelcomeEmailOptions> options, IOptions<MailOptions> mail)
    : JobStarter<WelcomeEmailContract, WelcomeEmailPlanContract>
{
    private readonly WelcomeEmailOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "email";

    /// <inheritdoc/>
    public override string Type => "welcome";

    /// <inheritdoc/>
    public override bool IsQueueDefault => false;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(WelcomeEmailOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => QueueCatalogue.High;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<WelcomeEmailContract> ContractJson => WelcomeEmailJson.Default.WelcomeEmailContract;

    /// <inheritdoc/>
    protected override string? TenantOf(WelcomeEmailContract contract) => null;

    /// <inheritdoc/>
    protected override WelcomeEmailPlanContract? Plan(WelcomeEmailContract contract, FieldErrors errors)
    {
        if (MailRules.RefuseRecipient(contract.UserEmail, mail.Value.RecipientDomains) is { } badAddress)
        {
            errors.Add("$.data.userEmail", badAddress);
        }

        if (MailRules.RefuseName(contract.UserName) is { } badName)
        {
            errors.Add("$.data.userName", badName);
        }

        return errors.IsEmpty ? new WelcomeEmailPlanContract() : null;
    }
}
