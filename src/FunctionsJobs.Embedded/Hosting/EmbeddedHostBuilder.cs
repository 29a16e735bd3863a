using System.Text.Json;
using FunctionsJobs.Embedded.Hosting.Configuration;
using FunctionsJobs.Embedded.Hosting.Invocation;
using FunctionsJobs.Embedded.Hosting.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>Composes the embedded host around the app's own services.</summary>
internal sealed class EmbeddedHostBuilder
{
    private readonly long _begun = TimeProvider.System.GetTimestamp();
    private readonly LocalSettings _local;
    private readonly HostSettings _settings;
    private bool _isBuilt;

    /// <param name="args">Program arguments; they win over every other setting.</param>
    /// <param name="folders">Where host.json and local.settings.json are looked for; <see langword="null"/> for the usual places.</param>
    /// <exception cref="HostStartException">A settings file is wrong.</exception>
    public EmbeddedHostBuilder(string[] args, IReadOnlyList<string>? folders = null)
    {
        StartFailureReport.Install();
        _local = LocalSettings.Read(SettingsFile.Find("local.settings.json", folders ?? SettingsFile.DefaultFolders));
        if (folders is null)
        {
            _local.ExportToEnvironment();
        }

        Web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = FindEnvironment() });
        AddConfiguration(args);
        var hostJson = SettingsFile.Find("host.json", folders ?? SettingsFile.DefaultFolders);
        _settings = HostSettingsReader.Read(hostJson, Web.Configuration);
        AddHostJson(hostJson);
        AddLogging();
        Web.WebHost.UseKestrelCore();
        Web.Services.AddEmbeddedHost(_settings, Pipeline);
        AddSerializer();
    }

    public WebApplicationBuilder Web { get; }

    public InvocationPipeline Pipeline { get; } = new();

    /// <exception cref="InvalidOperationException">The app was built before.</exception>
    /// <exception cref="HostStartException">A setting is wrong.</exception>
    public IHost Build()
    {
        if (_isBuilt)
        {
            throw new InvalidOperationException("The application is built already.");
        }

        _isBuilt = true;
        try
        {
            return new EmbeddedHost(Web.Build(), new HostOrigin(_begun, _settings, _local));
        }
        catch (Exception exception) when (HostStartFailure.Of(exception, null) is { } failure)
        {
            throw failure;
        }
    }

    private static string FindEnvironment()
        => Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
            ?? Environments.Production;

    private void AddConfiguration(string[] args)
        => Web.Configuration
            .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
            .AddJsonFile($"appsettings.{Web.Environment.EnvironmentName}.json", optional: true, reloadOnChange: false)
            .AddInMemoryCollection(_local.AsConfiguration())
            .AddEnvironmentVariables()
            .AddInMemoryCollection(CommandLine.Parse(args));

    /// <summary>
    /// Bindings may name what host.json holds, as on the real host: <c>%AzureFunctionsJobHost:extensions:…%</c>. It counts less than any setting.
    /// </summary>
    private void AddHostJson(string? path)
    {
        if (path is null)
        {
            return;
        }

        var file = new ConfigurationBuilder().AddJsonStream(new MemoryStream(File.ReadAllBytes(path))).Build();
        var values = file.AsEnumerable().Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create(ConfigurationPath.Combine(HostSettingsReader.Section, pair.Key), pair.Value));
        ((IConfigurationBuilder)Web.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = values.ToList() });
    }

    private void AddLogging()
    {
        Web.Logging.AddConsole(options => options.FormatterName = HostConsoleFormatter.FormatterName);
        Web.Logging.AddConsoleFormatter<HostConsoleFormatter, ConsoleFormatterOptions>();
        Web.Logging.SetMinimumLevel(_settings.LogLevels.GetValueOrDefault("default", LogLevel.Information));
        Web.Logging.AddFilter("Microsoft", LogLevel.Warning);
        foreach (var (category, level) in _settings.LogLevels.Where(entry => !entry.Key.Equals("default", StringComparison.OrdinalIgnoreCase)))
        {
            Web.Logging.AddFilter(category, level);
        }

        Web.Logging.AddConfiguration(Web.Configuration.GetSection("Logging"));
    }

    private void AddSerializer()
    {
        Web.Services.Configure<JsonSerializerOptions>(options => options.PropertyNameCaseInsensitive = true);
        Web.Services.AddOptions<WorkerOptions>()
            .PostConfigure<IOptions<JsonSerializerOptions>>((options, json) => options.Serializer ??= new DefaultJsonSerializer(json.Value));
    }
}
