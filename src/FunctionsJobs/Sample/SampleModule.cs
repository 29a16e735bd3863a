using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Sample;

/// <summary>Registers the sample run.</summary>
internal static class SampleModule
{
    /// <summary>Runs the sample once the host serves. The console belongs to it: the program's own log shows warnings and errors only.</summary>
    public static IServiceCollection AddSample(this IServiceCollection services) => services
        .AddLogging(logging => logging.AddFilter("FunctionsJobs", LogLevel.Warning).AddFilter("jobs-reconcile", LogLevel.Warning))
        .AddSingleton<SampleReport>()
        .AddHostedService<SampleRun>();
}
