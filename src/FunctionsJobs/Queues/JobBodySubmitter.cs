using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Queues;

/// <summary>Submits jobs of one type whose data is the whole body of the request.</summary>
public sealed class JobBodySubmitter(JobSubmissionResponder responder, IOptions<QueueApiOptions> options)
{
    /// <summary>Reads the body strictly and submits the job, or answers what is wrong, with paths from the body's root.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">Starts the orchestration.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="jobName">The job type.</param>
    /// <param name="json">The shape of the body.</param>
    /// <param name="cancellation">Cancels the call until the job is written.</param>
    public async Task<HttpResponseData> SubmitAsync<T>(
        HttpRequestData request, DurableTaskClient client, string queue, string jobName, JsonTypeInfo<T> json, CancellationToken cancellation)
        where T : class
    {
        if (!request.HasJsonContent())
        {
            return await request.CreateNoJsonResponseAsync(cancellation);
        }

        var body = await request.ReadJsonBodyAsync(json, options.Value.MaxBodyBytes, cancellation);
        return body.IsValid
            ? await responder.SubmitAsync(
                request,
                client,
                queue,
                new SubmitJobRequest { JobName = jobName, Data = JsonSerializer.SerializeToElement(body.Value, json) },
                "$",
                cancellation)
            : await body.CreateProblemResponseAsync(request, cancellation);
    }
}
