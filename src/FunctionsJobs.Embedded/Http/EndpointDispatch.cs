using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FunctionsJobs.Embedded.Http;

/// <summary>Runs the endpoint that routing chose; says so when there is none.</summary>
internal static class EndpointDispatch
{
    public static async Task InvokeAsync(HttpContext http)
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
