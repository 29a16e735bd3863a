using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Http;

/// <summary>Runs the endpoint that routing chose, says so when there is none, and answers for what no endpoint answered.</summary>
internal sealed class EndpointDispatch(ILogger<EndpointDispatch> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await RunAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
            http.Abort();
        }
        catch (Exception exception) when (http.Response.HasStarted)
        {
            // Answered in part: only the end of the connection says so.
            HttpLog.FailedOutside(logger, exception, Problem.TraceId(http));
            http.Abort();
        }
        catch (BadHttpRequestException exception)
        {
            await Problem.WriteAsync(http, exception.StatusCode);
        }
        catch (Exception exception)
        {
            HttpLog.FailedOutside(logger, exception, Problem.TraceId(http));
            http.Response.Clear();
            await Problem.WriteAsync(http, StatusCodes.Status500InternalServerError);
        }
    }

    private static async Task RunAsync(HttpContext http)
    {
        if (http.GetEndpoint() is not { RequestDelegate: { } run } endpoint)
        {
            await Problem.WriteAsync(http, StatusCodes.Status404NotFound, "Nothing answers at this address.");
            return;
        }

        await run(http);

        // Routing answers a method that no function takes by an endpoint of its own, which is no route's.
        if (endpoint is not RouteEndpoint && http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed && !http.Response.HasStarted)
        {
            await Problem.WriteAsync(http, StatusCodes.Status405MethodNotAllowed, "This address does not take the method.");
        }
    }
}
