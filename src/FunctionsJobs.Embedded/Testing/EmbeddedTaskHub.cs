using FunctionsJobs.Embedded.Durable;
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
/// HTTP and without a function app.
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

    private EmbeddedTaskHub(TaskHubEngine engine, ServiceProvider services, TaskHubFolder folder)
    {
        _engine = engine;
        _services = services;
        _folder = folder;
    }

    /// <summary>Starts, queries and steers instances. Works until the hub is disposed.</summary>
    public DurableTaskClient Client => _engine.Client;

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
        TaskHubEngine? engine = null;
        try
        {
            engine = CreateEngine(registry, options, services, folder);
            await engine.StartAsync(cancellation);
            return new EmbeddedTaskHub(engine, services, folder);
        }
        catch (TaskHubStoreException e)
        {
            await CloseAsync(engine, services, folder);
            throw new IOException(e.Message, e);
        }
        catch
        {
            await CloseAsync(engine, services, folder);
            throw;
        }
    }

    /// <summary>
    /// Begins nothing new, waits for running activities for <see cref="EmbeddedTaskHubOptions.ActivityDrainTimeout"/>, and closes the store.
    /// </summary>
    public ValueTask DisposeAsync() => CloseAsync(_engine, _services, _folder);

    private static async ValueTask CloseAsync(TaskHubEngine? engine, ServiceProvider services, TaskHubFolder folder)
    {
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
        DurableTaskRegistry registry, EmbeddedTaskHubOptions options, IServiceProvider services, TaskHubFolder folder) => new(
            new SqliteTaskHubStore(
                new SqliteTaskHubOptions { FilePath = folder.DatabasePath, FlushOnCommit = options.FlushOnCommit }, options.TimeProvider),
            new RegistryCatalog(registry, services),
            new TaskHubEngineOptions
            {
                ForceReplay = options.ForceReplay,
                MaximumTimerInterval = options.MaximumTimerInterval,
                DefaultVersion = options.DefaultVersion,
                ActivityDrainTimeout = options.ActivityDrainTimeout,
            },
            options.TimeProvider,
            services.GetRequiredService<ILoggerFactory>());
}
