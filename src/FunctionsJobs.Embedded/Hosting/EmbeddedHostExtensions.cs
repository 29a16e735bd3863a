using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Discovery;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>What a program may ask of the embedded host beyond the programming model; not available in Azure.</summary>
public static class EmbeddedHostExtensions
{
    /// <summary>Takes functions from these assemblies only, in place of the program's own and what it references.</summary>
    public static IFunctionsWorkerApplicationBuilder UseFunctionsOf(this IFunctionsWorkerApplicationBuilder builder, params IReadOnlyCollection<Assembly> assemblies)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(FunctionSource.Of(assemblies));
        return builder;
    }

    /// <summary>Takes functions from these classes only.</summary>
    public static IFunctionsWorkerApplicationBuilder UseFunctionsOf(this IFunctionsWorkerApplicationBuilder builder, params IReadOnlyCollection<Type> types)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new FunctionSource([.. types]));
        return builder;
    }

    /// <summary>The first address a started host listens on, with the port it really has.</summary>
    /// <exception cref="InvalidOperationException">The host is not started.</exception>
    public static Uri GetListeningAddress(this IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address
            ? new Uri(address)
            : throw new InvalidOperationException("The host is not started.");
    }
}
