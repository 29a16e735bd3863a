using FunctionsJobs.Analytics;
using FunctionsJobs.Cleanup;
using FunctionsJobs.Companies;
using FunctionsJobs.Blobs;
using FunctionsJobs.Cache;
using FunctionsJobs.Children;
using FunctionsJobs.Dashboard;
using FunctionsJobs.Health;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail;
using FunctionsJobs.Notices;
using FunctionsJobs.Outbound;
using FunctionsJobs.Queues;
using FunctionsJobs.Reports;
using FunctionsJobs.Schedules;
using FunctionsJobs.Schedules.Timers;
using FunctionsJobs.Scraping;
using FunctionsJobs.Security;
using FunctionsJobs.Telemetry;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FunctionsJobs;

/// <summary>What the program is made of, on either host.</summary>
internal static class FunctionsJobsApplication
{
    /// <summary>Adds middleware and services.</summary>
    public static FunctionsApplicationBuilder AddFunctionsJobs(this FunctionsApplicationBuilder builder)
    {
        TimerDefaults.AddTo(builder.Configuration);
        builder.UseMiddleware<ProblemMiddleware>();
        builder.UseMiddleware<AccessMiddleware>();
        builder.UseMiddleware<JobFaultMiddleware>();
        builder.UseMiddleware<JobExecutionMiddleware>();
        builder.Services
            .AddTelemetry(builder.Configuration)
            .AddSecurity(builder.Configuration)
            .AddAnalytics(builder.Configuration)
            .AddCompanies(builder.Configuration)
            .AddBlobs(builder.Configuration)
            .AddCache(builder.Configuration)
            .AddJobStore(builder.Configuration)
            .AddLifecycle(builder.Configuration)
            .AddOutbound(builder.Configuration)
            .AddScraping(builder.Configuration)
            .AddMail(builder.Configuration)
            .AddReports()
            .AddNotices(builder.Configuration)
            .AddCleanup()
            .AddJobs(builder.Configuration)
            .AddQueues(builder.Configuration)
            .AddChildren()
            .AddSchedules(builder.Configuration)
            .AddDashboard(builder.Configuration)
            .AddHealth()
            .AddSingleton<OpenApiDocument>();
        return builder;
    }
}
