using FunctionsJobs.Reports.Summary;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Reports;

/// <summary>Registers what report jobs share: reading numbers, keeping reports, mailing them.</summary>
internal static class ReportsModule
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<ReportReader>()
        .AddSingleton<SummaryReader>()
        .AddSingleton<ReportFiles>()
        .AddSingleton<ReportMailer>();
}
