using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Analytics;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail;
using FunctionsJobs.Reports;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.ReportGeneration;

/// <summary>Checks the data of a report and plans it: whose, which period, and who gets it.</summary>
internal sealed class ReportGenerationStarter(IOptions<ReportGenerationOptions> options, IOptions<MailOptions> mail)
    : JobStarter<ReportGenerationContract, ReportGenerationPlanContract>
{
    private readonly ReportGenerationOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "report-generation";

    /// <inheritdoc/>
    public override string Type => "report";

    /// <inheritdoc/>
    public override bool IsQueueDefault => true;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(ReportGenerationOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => QueueCatalogue.Normal;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<ReportGenerationContract> ContractJson => ReportGenerationJson.Default.ReportGenerationContract;

    /// <inheritdoc/>
    protected override string? TenantOf(ReportGenerationContract contract) => contract.PublisherId;

    /// <inheritdoc/>
    protected override ReportGenerationPlanContract? Plan(ReportGenerationContract contract, FieldErrors errors)
    {
        if (!PublisherId.IsValid(contract.PublisherId))
        {
            errors.Add("$.data.publisherId", PublisherId.Rule);
        }

        if (!ReportTypeNames.TryParse(contract.ReportType, out var type))
        {
            errors.Add("$.data.reportType", "must be daily, weekly or monthly");
        }

        var day = ReportPeriod.ReadDay(contract.Date, "$.data.date", errors);
        var recipients = Recipients(contract, errors);
        if (!errors.IsEmpty)
        {
            return null;
        }

        return new ReportGenerationPlanContract
        {
            Report = new WriteReportContract
            {
                PublisherId = contract.PublisherId,
                ReportType = type.ToName(),
                Day = day,
                Currency = _options.Currency,
                Service = mail.Value.ServiceName,
                TotalSteps = 1 + recipients.Count,
            },
            Recipients = recipients,
            MailsAtOnce = _options.MailsAtOnce,
        };
    }

    private IReadOnlyList<string> Recipients(ReportGenerationContract contract, FieldErrors errors)
    {
        if (contract.Recipients is null)
        {
            return [.. (_options.Recipients.TryGetValue(contract.PublisherId, out var own) ? own : []).Distinct(StringComparer.OrdinalIgnoreCase)];
        }

        if (contract.Recipients.Count > _options.MaxRecipients)
        {
            errors.Add("$.data.recipients", $"must be at most {_options.MaxRecipients} addresses; these are {contract.Recipients.Count}");
            return [];
        }

        for (var index = 0; index < contract.Recipients.Count; index++)
        {
            if (MailRules.RefuseRecipient(contract.Recipients[index], mail.Value.RecipientDomains) is { } reason)
            {
                errors.Add($"$.data.recipients[{index}]", reason);
            }
        }

        return [.. contract.Recipients.Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
