using FunctionsJobs.Embedded.Hosting.Configuration;
using FunctionsJobs.Embedded.Hosting.Discovery;
using FunctionsJobs.Embedded.Hosting.Durable;
using FunctionsJobs.Embedded.Hosting.Invocation;
using FunctionsJobs.Embedded.Hosting.Keys;
using FunctionsJobs.Embedded.Http;
using FunctionsJobs.Embedded.Timers;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>The host's own services. The app may replace any of them by registering another after.</summary>
internal static class EmbeddedHostServices
{
    public static IServiceCollection AddEmbeddedHost(this IServiceCollection services, HostSettings settings, InvocationPipeline pipeline)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(pipeline);
        services.AddSingleton<IConfigureOptions<EmbeddedHostOptions>, EmbeddedHostOptionsSetup>();
        services.AddSingleton<IValidateOptions<EmbeddedHostOptions>, EmbeddedHostOptionsValidator>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelSetup>();
        services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        services.AddOptions<HostOptions>().Configure<IOptions<EmbeddedHostOptions>>((host, options) =>
            host.ShutdownTimeout = options.Value.DrainTimeout + options.Value.CancellationGrace + TimeSpan.FromSeconds(5));
        services.AddSingleton<DataFolder>();
        services.AddSingleton<HostDrain>();
        services.AddKeys();
        services.AddInvocation();
        services.AddHttp();
        services.AddTimers();
        services.AddTaskHub();
        return services;
    }

    private static void AddKeys(this IServiceCollection services)
    {
        services.AddSingleton<KeyFile>();
        services.AddSingleton<HostKeys>();
        services.AddSingleton<KeyAuthorization>();
    }

    private static void AddInvocation(this IServiceCollection services)
    {
        services.AddSingleton<IFunctionActivator, FunctionActivator>();
        services.AddSingleton<FunctionRuntime>();
        services.AddSingleton(provider => new RunningInvocations(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<HostSettings>().FunctionTimeout,
            provider.GetRequiredService<IOptions<EmbeddedHostOptions>>().Value.CancellationGrace,
            provider.GetRequiredService<ILogger<RunningInvocations>>()));
        services.AddSingleton(_ => FunctionSource.OfProgram());
        services.AddSingleton<FunctionDiscovery>();
        services.AddSingleton(provider => provider.GetRequiredService<FunctionDiscovery>().Discover());
    }

    private static void AddHttp(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddSingleton<RequestGate>();
        services.AddSingleton<RequestThrottle>();
        services.AddSingleton<HttpFunctionRoutes>();
        services.AddSingleton<EndpointDispatch>();
        services.AddSingleton<AdminApi>();
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IConfiguration>(CrossOrigin.Configure);
    }

    private static void AddTimers(this IServiceCollection services)
    {
        services.AddSingleton(provider => new TimerTriggerReader(
            provider.GetRequiredService<TimeProvider>(), ScheduleZone.Of(provider.GetRequiredService<IConfiguration>())));
        services.AddSingleton<TimerService>();
        services.AddSingleton<IScheduleStatusStore, TaskHubScheduleStatusStore>();
    }
}
