using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Schedules.Templates;

/// <summary><c>GET /api/v1/job-templates</c>: jobs that are ready to be started.</summary>
public sealed class ListTemplatesFunction(JobTemplates templates)
{
    [Function("job-templates-list")]
    [RequiresRole(Role.Viewer)]
    [Operation("Job templates", "Lists jobs that are ready to be started.")]
    [Answers(HttpStatusCode.OK, "The templates.", typeof(ApiResponse<JobTemplateListView>))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/job-templates")] HttpRequestData request, CancellationToken cancellation)
    {
        var view = new JobTemplateListView([.. templates.All.Select(template => JobTemplateView.Of(template.Key, template.Value))]);
        return request.CreateJsonResponseAsync(
            HttpStatusCode.OK, new ApiResponse<JobTemplateListView>(view), ScheduleJson.Default.ApiResponseJobTemplateListView, cancellation);
    }
}
