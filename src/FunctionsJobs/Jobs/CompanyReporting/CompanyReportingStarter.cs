using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Companies;
using FunctionsJobs.Companies.Reports;
using FunctionsJobs.Companies.Work;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanyReporting;

/// <summary>Checks and plans the job that writes a report on companies: those of the caller's publisher.</summary>
internal sealed class CompanyReportingStarter(IOptions<CompanyReportingOptions> options, IOptions<CompaniesOptions> companies, IOptions<MailOptions> mail) : JobStarter<CompanyReportingContract, CompanyReportingPlanContract>
{
    private readonly CompanyReportingOptions _options = options.Value;
    private readonly CompaniesOptions _companies = companies.Value;
    private readonly string _service = mail.Value.ServiceName;

    /// <inheritdoc/>
    public override string Queue => "company-analytics";

    /// <inheritdoc/>
    public override string Type => "report";

    /// <inheritdoc/>
    public override bool IsQueueDefault => true;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(CompanyReportingOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 50;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<CompanyReportingContract> ContractJson => CompanyReportingJson.Default.CompanyReportingContract;

    /// <inheritdoc/>
    protected override string? TenantOf(CompanyReportingContract contract) => null;

    /// <inheritdoc/>
    protected override CompanyReportingPlanContract? Plan(CompanyReportingContract contract, FieldErrors errors)
    {
        if (!CompanyReportTypeNames.TryParse(contract.ReportType, out _))
        {
            errors.Add("$.data.report_type", CompanyReportTypeNames.Rule);
        }

        _ = CompanyIds.Read(contract.CompanyIds, _companies.MaxIds, errors);
        return !errors.IsEmpty ? null : new CompanyReportingPlanContract
        {
            ReportType = contract.ReportType,
            Service = _service,
            BatchSize = _companies.BatchSize,
            Weights = _companies.Weights,
        };
    }
}
