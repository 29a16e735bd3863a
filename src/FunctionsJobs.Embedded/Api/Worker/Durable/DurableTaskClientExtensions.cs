using System.Net;
using FunctionsJobs.Embedded.Durable.Management;
using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Answers HTTP requests with the links to an orchestration instance.</summary>
/// <remarks>
/// Names and headers are the real worker's: property names as the worker's serializer writes them (PascalCase by default), a
/// <c>Location</c>, and no <c>Retry-After</c>. Two differences are deliberate: the reason's placeholder is <c>{text}</c> and not
/// <c>{{text}}</c>, and forwarded headers decide the begin of links only when the host is set to heed them.
/// </remarks>
public static class DurableTaskClientExtensions
{
    private static readonly TimeSpan DefaultRetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Waits until an instance is over and answers with its state, or with the links to it when <paramref name="cancellation"/> comes first.
    /// </summary>
    /// <param name="client">The client of the instance's task hub.</param>
    /// <param name="request">The request to answer.</param>
    /// <param name="instanceId">The instance to wait for.</param>
    /// <param name="retryInterval">Time between two looks for an instance that does not exist yet. Default 1 second.</param>
    /// <param name="returnInternalServerErrorOnFailure">Whether a failed instance is answered 500 instead of 200.</param>
    /// <param name="getInputsAndOutputs">Whether input, output and custom status are part of the answer.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<HttpResponseData> WaitForCompletionOrCreateCheckStatusResponseAsync(
        this DurableTaskClient client,
        HttpRequestData request,
        string instanceId,
        TimeSpan? retryInterval = null,
        bool returnInternalServerErrorOnFailure = false,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            var ended = await client.WaitForEndAsync(instanceId, getInputsAndOutputs, request, retryInterval ?? DefaultRetryInterval, cancellation);
            var failed = ended.RuntimeStatus is OrchestrationRuntimeStatus.Failed;
            var response = request.CreateResponse(failed && returnInternalServerErrorOnFailure ? HttpStatusCode.InternalServerError : HttpStatusCode.OK);
            await response.WriteAsJsonAsync(
                new
                {
                    ended.Name,
                    ended.InstanceId,
                    ended.CreatedAt,
                    ended.LastUpdatedAt,
                    RuntimeStatus = ended.RuntimeStatus.ToString(),
                    ended.SerializedInput,
                    ended.SerializedOutput,
                    ended.SerializedCustomStatus,
                },
                cancellation);
            return response;
        }
        catch (OperationCanceledException)
        {
            return await client.CreateCheckStatusResponseAsync(request, instanceId, CancellationToken.None);
        }
    }

    /// <summary>Answers 202 with the links to an instance.</summary>
    public static Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default)
        => client.CreateCheckStatusResponseAsync(request, instanceId, HttpStatusCode.Accepted, cancellation);

    /// <summary>Answers with the links to an instance.</summary>
    public static async Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client, HttpRequestData request, string instanceId, HttpStatusCode statusCode, CancellationToken cancellation = default)
    {
        var (response, payload) = client.BeginResponse(request, instanceId, statusCode);
        await WorkerSerializer.Of(response.FunctionContext).SerializeAsync(response.Body, payload, typeof(HttpManagementPayload), cancellation);
        return response;
    }

    /// <summary>Answers 202 with the links to an instance.</summary>
    public static HttpResponseData CreateCheckStatusResponse(
        this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default)
        => client.CreateCheckStatusResponse(request, instanceId, HttpStatusCode.Accepted, cancellation);

    /// <summary>Answers with the links to an instance.</summary>
    public static HttpResponseData CreateCheckStatusResponse(
        this DurableTaskClient client, HttpRequestData request, string instanceId, HttpStatusCode statusCode, CancellationToken cancellation = default)
    {
        var (response, payload) = client.BeginResponse(request, instanceId, statusCode);
        WorkerSerializer.Of(response.FunctionContext).Serialize(response.Body, payload, typeof(HttpManagementPayload), cancellation);
        return response;
    }

    /// <summary>The links to an instance.</summary>
    /// <param name="client">The client of the instance's task hub.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="request">The request whose address begins the links; without one, the host's own address does.</param>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> is empty.</exception>
    /// <exception cref="InvalidOperationException">There is no request, and the client is not bound to a host.</exception>
    public static HttpManagementPayload CreateHttpManagementPayload(this DurableTaskClient client, string instanceId, HttpRequestData? request = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (string.IsNullOrEmpty(instanceId))
        {
            throw new ArgumentException("InstanceId cannot be null or empty.", nameof(instanceId));
        }

        var links = (client as ILinkedDurableClient)?.Links ?? request?.FunctionContext.InstanceServices?.GetService<ManagementLinks>();
        var origin = request is null ? links?.HostOrigin
            : links is null ? request.Url.GetLeftPart(UriPartial.Authority)
            : links.OriginOf(request.Url, name => request.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null);
        if (origin is null)
        {
            throw new InvalidOperationException(
                "Failed to create HTTP management payload as base URL is null. Either use Functions bindings or provide an HTTP request to create the HttpPayload.");
        }

        var instanceUrl = $"{origin}{ManagementRoute.BasePath}/instances/{Uri.EscapeDataString(instanceId)}";
        var key = links is null ? null : links.KeyQuery;
        return new HttpManagementPayload
        {
            Id = instanceId,
            StatusQueryGetUri = WithQuery("", null),
            SendEventPostUri = WithQuery("/raiseEvent/{eventName}", null),
            TerminatePostUri = WithQuery("/terminate", "reason={text}"),
            PurgeHistoryDeleteUri = WithQuery("", null),
            SuspendPostUri = WithQuery("/suspend", "reason={text}"),
            ResumePostUri = WithQuery("/resume", "reason={text}"),
        };

        string WithQuery(string operation, string? parameter)
        {
            var query = string.Join('&', new[] { parameter, key }.Where(part => part is not null));
            return query.Length == 0 ? instanceUrl + operation : $"{instanceUrl}{operation}?{query}";
        }
    }

    private static (HttpResponseData Response, HttpManagementPayload Payload) BeginResponse(
        this DurableTaskClient client, HttpRequestData request, string instanceId, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        var payload = client.CreateHttpManagementPayload(instanceId, request);
        var response = request.CreateResponse(statusCode);
        response.Headers.Add("Location", payload.StatusQueryGetUri);
        response.Headers.Add("Content-Type", "application/json");
        return (response, payload);
    }

    /// <summary>The real worker polls; here the engine tells, and only an instance that does not exist yet is looked for again.</summary>
    private static async Task<OrchestrationMetadata> WaitForEndAsync(
        this DurableTaskClient client, string instanceId, bool withPayloads, HttpRequestData request, TimeSpan interval, CancellationToken cancellation)
    {
        var time = request.FunctionContext.InstanceServices?.GetService<TimeProvider>() ?? TimeProvider.System;
        while (true)
        {
            if (await client.GetInstanceAsync(instanceId, withPayloads, CancellationToken.None) is { } instance)
            {
                return instance.IsCompleted ? instance : await client.WaitForInstanceCompletionAsync(instanceId, withPayloads, cancellation);
            }

            await Task.Delay(interval, time, cancellation);
        }
    }
}
