using FunctionsJobs.Embedded.Hosting;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Composes a function app: settings, logging, services, middleware.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly EmbeddedHostBuilder _host;

    internal FunctionsApplicationBuilder(string[]? args, IReadOnlyList<string>? settingsFolders = null)
    {
        _host = new EmbeddedHostBuilder(args ?? [], settingsFolders);
    }

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_host.Web).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    public ConfigurationManager Configuration => _host.Web.Configuration;

    public IHostEnvironment Environment => _host.Web.Environment;

    public ILoggingBuilder Logging => _host.Web.Logging;

    public IMetricsBuilder Metrics => _host.Web.Metrics;

    public IServiceCollection Services => _host.Web.Services;

    /// <summary>Builds the app; can be done once.</summary>
    public IHost Build() => _host.Build();

    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull
        => ((IHostApplicationBuilder)_host.Web).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _host.Pipeline.Use(middleware);
        return this;
    }
}
