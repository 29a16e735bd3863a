using System.Text.Json;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Hosting;
using FunctionsJobs.Embedded.Hosting.Configuration;
using FunctionsJobs.Embedded.Hosting.Discovery;
using FunctionsJobs.Embedded.Hosting.Invocation;
using FunctionsJobs.Embedded.Hosting.Keys;
using FunctionsJobs.Embedded.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FunctionsJobs.Embedded.Http;

/// <summary>The host's own API below <c>/admin</c>; the master key opens it, <c>ping</c> is open.</summary>
internal sealed class AdminApi(FunctionCatalog catalog, TimerService timers, RunningInvocations running, HostDrain drain, HostKeys keys, TaskHubEngine hub, HostSettings settings, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly long _started = time.GetTimestamp();

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("admin/host/ping", ["GET", "POST"], static http => Task.CompletedTask);
        endpoints.MapGet("admin/host/status", Guard(http => http.Response.WriteAsJsonAsync(Status(), Json)));
        endpoints.MapGet("admin/functions", Guard(http => http.Response.WriteAsJsonAsync(catalog.Functions.Select(function => FunctionInfo.Of(function, http.Request)), Json)));
        endpoints.MapGet("admin/functions/{name}", Guard(DescribeAsync));
        endpoints.MapPost("admin/functions/{name}", Guard(RunAsync));
    }

    private RequestDelegate Guard(RequestDelegate call)
        => http => keys.IsMaster(KeyAuthorization.KeyOf(http.Request))
            ? call(http)
            : Problem.WriteAsync(http, StatusCodes.Status401Unauthorized, "The master key is needed, in the header x-functions-key or the query parameter code.");

    private object Status() => new
    {
        state = drain.IsDraining ? "Stopping" : "Running",
        version = HostVersion.Text,
        processUptime = (long)time.GetElapsedTime(_started).TotalMilliseconds,
        functions = catalog.Functions.Count,
        running = running.CountByFunction(),
        taskHub = TaskHub(hub.Health),
    };

    private object TaskHub(TaskHubHealth health) => new
    {
        name = settings.Durable.HubName,
        state = health.State.ToString(),
        health.Fault,
        health.InstancesInMemory,
        health.InstancesToStart,
        health.ActivitiesRunning,
        health.ActivitiesWaiting,
        health.Timers,
    };

    private Task DescribeAsync(HttpContext http)
        => Find(http) is { } function
            ? http.Response.WriteAsJsonAsync(FunctionInfo.Of(function, http.Request), Json)
            : Problem.WriteAsync(http, StatusCodes.Status404NotFound, "There is no function of that name.");

    private async Task RunAsync(HttpContext http)
    {
        if (Find(http) is not { } function)
        {
            await Problem.WriteAsync(http, StatusCodes.Status404NotFound, "There is no function of that name.");
        }
        else if (!await HasReadableBodyAsync(http.Request))
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "Invalid JSON content");
        }
        else if (!timers.TryRunNow(function.Name))
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "Only timer functions are run here; call an HTTP function by its address, start an orchestration by a client.");
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    private FunctionDescriptor? Find(HttpContext http) => catalog.Find((string)http.Request.RouteValues["name"]!);

    // Callers of the real host send {"input": "…"}; a timer has no use for it.
    private static async Task<bool> HasReadableBodyAsync(HttpRequest request)
    {
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding"))
        {
            return true;
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
