using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Durable.Management;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Testing;

/// <summary>
/// A task hub in this process, for tests of orchestrators, activities and entities: the engine and the store of the embedded host, without
/// a function app, and with HTTP only where it is asked for.
/// </summary>
/// <remarks>
/// What is stored outlives the object: dispose it and start another on the same <see cref="EmbeddedTaskHubOptions.DataFolder"/>, and every
/// instance goes on from its history. One folder has one task hub at a time.
/// </remarks>
/// <example>
/// <code>
/// await using var hub = await EmbeddedTaskHub.StartAsync(tasks => tasks
///     .AddOrchestratorFunc&lt;string, string?&gt;("Greet", (context, name) => context.CallActivityAsync&lt;string?&gt;("Hello", name))
///     .AddActivityFunc&lt;string, string&gt;("Hello", (_, name) => $"Hello, {name}"));
/// var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Greet", "Mira");
/// var end = await hub.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
/// </code>
/// </example>
public sealed class EmbeddedTaskHub : IAsyncDisposable
{
    private readonly TaskHubEngine _engine;
    private readonly ServiceProvider _services;
    private readonly TaskHubFolder _folder;
    private readonly ManagementEndpoint? _management;

    private EmbeddedTaskHub(TaskHubEngine engine, ServiceProvider services, TaskHubFolder folder, ManagementEndpoint? management)
    {
        _engine = engine;
        _services = services;
        _folder = folder;
        _management = management;
    }

    /// <summary>Starts, queries and steers instances. Works until the hub is disposed.</summary>
    public DurableTaskClient Client => _engine.Client;

    /// <summary>
    /// Where the management HTTP API begins, up to and including <c>/runtime/webhooks/durabletask</c>; <see langword="null"/> unless
    /// <see cref="EmbeddedTaskHubOptions.ServeManagement"/> is set.
    /// </summary>
    public Uri? ManagementAddress => _management?.Address;

    /// <summary>
    /// The key that the management HTTP API asks for, another one after every start; <see langword="null"/> unless
    /// <see cref="EmbeddedTaskHubOptions.ServeManagement"/> is set.
    /// </summary>
    public string? ManagementKey => _management?.Key;

    /// <summary>The services that activities and entities are created with.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Starts a task hub and goes on with what its data folder holds.</summary>
    /// <param name="configure">Registers the tasks.</param>
    /// <param name="options"><see langword="null"/> for the defaults: a folder of its own that is deleted with the hub.</param>
    /// <param name="cancellation">Ends the start early.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The data folder is in use by another task hub, or not to be written.</exception>
    public static async Task<EmbeddedTaskHub> StartAsync(
        Action<DurableTaskRegistry> configure, EmbeddedTaskHubOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        options ??= new EmbeddedTaskHubOptions();
        var registry = new DurableTaskRegistry();
        configure(registry);
        var services = CreateServices(options);
        var folder = TaskHubFolder.Open(options.DataFolder);
        var management = options.ServeManagement ? new ManagementEndpoint(new TaskHubEngineOptions().HubName) : null;
        TaskHubEngine? engine = null;
        try
        {
            engine = CreateEngine(registry, options, services, folder, management?.Links);
            await engine.StartAsync(cancellation);
            if (management is not null)
            {
                await management.StartAsync(engine.Management, options.TimeProvider, services.GetRequiredService<ILoggerFactory>(), cancellation);
            }

            return new EmbeddedTaskHub(engine, services, folder, management);
        }
        catch (TaskHubStoreException e)
        {
            await CloseAsync(engine, services, folder, management);
            throw new IOException(e.Message, e);
        }
        catch
        {
            await CloseAsync(engine, services, folder, management);
            throw;
        }
    }

    /// <summary>
    /// Begins nothing new, waits for running activities for <see cref="EmbeddedTaskHubOptions.ActivityDrainTimeout"/>, and closes the store.
    /// </summary>
    public ValueTask DisposeAsync() => CloseAsync(_engine, _services, _folder, _management);

    private static async ValueTask CloseAsync(TaskHubEngine? engine, ServiceProvider services, TaskHubFolder folder, ManagementEndpoint? management)
    {
        if (management is not null)
        {
            await management.DisposeAsync();
        }

        if (engine is not null)
        {
            await engine.DisposeAsync();
        }

        await services.DisposeAsync();
        folder.Close();
    }

    private static ServiceProvider CreateServices(EmbeddedTaskHubOptions options)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(options.TimeProvider);
        options.ConfigureServices?.Invoke(services);
        services.TryAddSingleton(options.DataConverter);
        return services.BuildServiceProvider();
    }

    private static TaskHubEngine CreateEngine(
        DurableTaskRegistry registry, EmbeddedTaskHubOptions options, IServiceProvider services, TaskHubFolder folder, ManagementLinks? links) => new(
            new SqliteTaskHubStore(
                new SqliteTaskHubOptions { FilePath = folder.DatabasePath, FlushOnCommit = options.FlushOnCommit }, options.TimeProvider),
            new RegistryCatalog(registry, services),
            new TaskHubEngineOptions
            {
                ForceReplay = options.ForceReplay,
                MaximumTimerInterval = options.MaximumTimerInterval,
                DefaultVersion = options.DefaultVersion,
                Versioning = new VersionRules { Version = options.Version, Match = options.VersionMatch, Failure = options.VersionFailure },
                ActivityDrainTimeout = options.ActivityDrainTimeout,
            },
            options.TimeProvider,
            services.GetRequiredService<ILoggerFactory>(),
            links);
}
