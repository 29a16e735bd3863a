using FunctionsJobs.Companies.Analysis;
using FunctionsJobs.Companies.Reports;
using FunctionsJobs.Companies.Work;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanyReporting;

/// <summary>Reads the companies, writes the report's page and JSON file, and keeps them. A repeat replaces them by what is known then.</summary>
public sealed class WriteCompanyReportActivity(
    CompanyJobs jobs, CompanyInsightReader reader, CompanyReportFiles files, JobExecution execution, ILogger<WriteCompanyReportActivity> logger)
{
    [Function(nameof(WriteCompanyReportActivity))]
    public async Task<CompanyReportingResultContract> RunAsync([ActivityTrigger] CompanyReportingPlanContract plan)
    {
        if (!CompanyReportTypeNames.TryParse(plan.ReportType, out var type))
        {
            throw new JobFaultException(JobFault.Data("report_type_unknown", $"There is no report type '{plan.ReportType}'."));
        }

        var job = await jobs.FindAsync(execution.JobId, execution.Cancellation);
        var (insights, notFound) = await reader.ReadAsync(job, plan.Weights, plan.BatchSize, execution);
        var report = CompanyReport.Of(type, job.Tenant, job.CreatedAt, insights, notFound);
        var (page, _) = await files.WriteAsync(job.Id, CompanyReportPage.Write(report, plan.Service, job.Id), report, execution.Cancellation);
        CompanyReportingLog.Done(logger, job.Id, insights.Count, notFound.Count);
        var url = $"/api/v1/reports/{Uri.EscapeDataString(job.Id)}";
        return new CompanyReportingResultContract
        {
            ReportType = plan.ReportType,
            Companies = report.Analysis.Companies,
            Duplicates = report.Analysis.Duplicates,
            NotFound = notFound,
            ReportUrl = url,
            DataUrl = $"{url}/data",
            Blob = page.Name,
            Bytes = page.Length,
            Sha256 = page.Sha256!,
        };
    }
}
