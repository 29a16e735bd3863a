using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>Adds the durable management HTTP API to the host's endpoints.</summary>
internal static class DurableManagementEndpoints
{
    /// <summary>Serves everything below <c>/runtime/webhooks/durabletask</c>, outside of the function pipeline.</summary>
    /// <exception cref="InvalidOperationException">A setting makes no sense; the message names it.</exception>
    public static IEndpointConventionBuilder MapDurableManagement(
        this IEndpointRouteBuilder endpoints, IManagedTaskHub hub, ManagementLinks links, DurableManagementOptions options)
    {
        options.Validate();
        var services = endpoints.ServiceProvider;
        var api = new DurableManagementApi(
            hub,
            links,
            options,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<DurableManagementApi>>(),
            services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);

        // One route for all: the API tells its calls apart itself, since what is none of them is answered 404, never 405.
        return endpoints.Map(ManagementRoute.BasePath + "/{**call}", api.HandleAsync);
    }
}
