using FunctionsJobs.Embedded.Hosting;
using FunctionsJobs.Embedded.Hosting.Discovery;
using FunctionsJobs.Embedded.Hosting.Invocation;
using FunctionsJobs.Embedded.Hosting.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Embedded.Http;

/// <summary>Puts the app's HTTP functions behind their routes.</summary>
internal sealed class HttpFunctionRoutes(
    FunctionCatalog catalog,
    FunctionRuntime runtime,
    KeyAuthorization keys,
    RequestThrottle throttle,
    DataFolder data,
    IOptions<EmbeddedHostOptions> options,
    ILoggerFactory loggers)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        var spool = new ResponseSpool(options.Value.ResponseBufferBytes, data.SpoolPath);
        foreach (var function in catalog.Of(FunctionKind.Http).Where(function => !function.IsDisabled))
        {
            var trigger = (HttpTrigger)function.Trigger;
            var logger = loggers.CreateLogger($"Function.{function.Name}");
            RequestDelegate invoke = new HttpFunctionEndpoint(function, runtime, keys, spool, options.Value.MaxRequestBodyBytes, logger).InvokeAsync;
            RequestDelegate run = throttle.IsEnabled ? http => throttle.InvokeAsync(http, invoke) : invoke;
            var route = endpoints.Map(trigger.Pattern, run).WithDisplayName(function.Name);
            if (trigger.Methods.Count > 0)
            {
                route.WithMetadata(new HttpMethodMetadata(trigger.Methods));
            }
        }
    }
}
