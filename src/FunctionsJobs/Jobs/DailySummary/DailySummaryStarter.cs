using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail;
using FunctionsJobs.Reports;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.DailySummary;

/// <summary>Plans the summary of all publishers' day. Nobody who is bound to one publisher may ask for it.</summary>
internal sealed class DailySummaryStarter(IOptions<DailySummaryOptions> options, IOptions<MailOptions> mail)
    : JobStarter<DailySummaryContract, DailySummaryPlanContract>
{
    private readonly DailySummaryOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "report-generation";

    /// <inheritdoc/>
    public override string Type => "daily-summary";

    /// <inheritdoc/>
    public override bool IsQueueDefault => false;

    /// <inheritdoc/>
    public override bool IsProgramWide => true;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(DailySummaryOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => QueueCatalogue.Normal;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<DailySummaryContract> ContractJson => DailySummaryJson.Default.DailySummaryContract;

    /// <inheritdoc/>
    protected override string? TenantOf(DailySummaryContract contract) => null;

    /// <inheritdoc/>
    protected override DailySummaryPlanContract? Plan(DailySummaryContract contract, FieldErrors errors)
    {
        DateOnly? day = contract.Date is { } date ? ReportPeriod.ReadDay(date, "$.data.date", errors) : null;
        if (!errors.IsEmpty)
        {
            return null;
        }

        string[] recipients = [.. _options.Recipients.Distinct(StringComparer.OrdinalIgnoreCase)];
        return new DailySummaryPlanContract
        {
            Summary = new WriteSummaryContract
            {
                Day = day,
                Currency = _options.Currency,
                Service = mail.Value.ServiceName,
                MaxRows = _options.MaxRows,
                TotalSteps = 1 + recipients.Length,
            },
            Recipients = recipients,
            MailsAtOnce = _options.MailsAtOnce,
        };
    }
}
