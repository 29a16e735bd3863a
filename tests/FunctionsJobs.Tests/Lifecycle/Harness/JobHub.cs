using FunctionsJobs.Analytics;
using FunctionsJobs.Blobs;
using FunctionsJobs.Cache;
using FunctionsJobs.Children;
using FunctionsJobs.Dashboard;
using FunctionsJobs.Cleanup;
using FunctionsJobs.Companies;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Sqlite;
using FunctionsJobs.Health;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Recovery;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail;
using FunctionsJobs.Notices;
using FunctionsJobs.Outbound;
using FunctionsJobs.Queues;
using FunctionsJobs.Reports;
using FunctionsJobs.Schedules;
using FunctionsJobs.Schedules.Sql;
using FunctionsJobs.Scraping;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Tests.Lifecycle.Harness;

/// <summary>
/// The program without its host: its services on databases of their own, and the durable engine, which replays every orchestration after every event.
/// Time stands still until the test moves it.
/// </summary>
internal sealed class JobHub : IAsyncDisposable
{
    public const string Queue = "analytics-aggregation";

    private readonly string _folder = Directory.CreateTempSubdirectory("jobhub-").FullName;
    private readonly ServiceProvider _services;
    private SqliteTaskHubStore _store;
    private TaskHubEngine _engine;

    private JobHub(Action<IServiceCollection>? replace, KeyValuePair<string, string?>[] ownSettings)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("FUNCTIONSJOBS_DATA", _folder), .. ownSettings]).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddAnalytics(settings)
            .AddCompanies(settings)
            .AddBlobs(settings)
            .AddCache(settings)
            .AddDashboardNumbers()
            .AddJobStore(settings)
            .AddReports()
            .AddLifecycle(settings)
            .AddOutbound(settings)
            .AddScraping(settings)
            .AddMail(settings)
            .AddNotices(settings)
            .AddCleanup()
            .AddJobs(settings)
            .AddQueues(settings)
            .AddChildren()
            .AddSingleton<IScheduleStore, SqlScheduleStore>()
            .AddHealth();
        replace?.Invoke(services);
        _services = services.BuildServiceProvider();
        Functions = new AppFunctions(_services);
        (_store, _engine) = NewEngine();
    }

    public ManualTime Time { get; } = new();

    public AppFunctions Functions { get; }

    public DurableTaskClient Client => _engine.Client;

    public IJobStore Jobs => _services.GetRequiredService<IJobStore>();

    public IAnalyticsStore Analytics => _services.GetRequiredService<IAnalyticsStore>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public IBlobStore Blobs => _services.GetRequiredService<IBlobStore>();

    public JobLauncher Launcher => _services.GetRequiredService<JobLauncher>();

    public JobReconciler Reconciler => _services.GetRequiredService<JobReconciler>();

    public int Timers => _engine.Health.Timers;

    public IJobRecovery Recovery => _services.GetRequiredService<IJobRecovery>();

    public IQueueStore Queues => _services.GetRequiredService<IQueueStore>();

    public JobTeller Teller => _services.GetRequiredService<JobTeller>();

    public JobIntake Intake => _services.GetRequiredService<JobIntake>();

    public StartConfirmer Starts => _services.GetRequiredService<StartConfirmer>();

    public QueuePump Pump => _services.GetRequiredService<QueuePump>();

    public JobExecutionMonitor Monitor => _services.GetRequiredService<JobExecutionMonitor>();

    /// <param name="settings">Settings besides those that every test needs.</param>
    public static Task<JobHub> StartAsync(params KeyValuePair<string, string?>[] settings) => StartAsync(null, settings);

    /// <param name="replace">Registers what is to stand in the place of the program's own.</param>
    /// <param name="settings">Settings besides those that every test needs.</param>
    public static async Task<JobHub> StartAsync(Action<IServiceCollection>? replace, params KeyValuePair<string, string?>[] settings)
    {
        var hub = new JobHub(replace, settings);
        await hub.Jobs.OpenAsync(CancellationToken.None);
        await hub.Analytics.OpenAsync(CancellationToken.None);
        await hub._engine.StartAsync(CancellationToken.None);
        return hub;
    }

    /// <summary>Accepts a job without starting its orchestration.</summary>
    public async Task<JobRecord> AcceptAsync(string id, JobPolicy? policy = null, string? arguments = null) =>
        Assert.IsType<JobSubmission.Accepted>(await Jobs.SubmitAsync(NewJob(id, policy, arguments), CancellationToken.None)).Job;

    /// <summary>Accepts a job and does what follows, as every submitter does.</summary>
    public async Task<JobRecord> SubmitAsync(NewJob job)
    {
        var accepted = Assert.IsType<JobSubmission.Accepted>(await Jobs.SubmitAsync(job, CancellationToken.None));
        await Intake.FollowAsync(Client, accepted);
        return accepted.Job;
    }

    /// <summary>A valid job.</summary>
    public static NewJob NewJob(string id, JobPolicy? policy = null, string? arguments = null) => new()
    {
        Id = id,
        Queue = Queue,
        Type = "aggregate",
        Name = "aggregate",
        Tenant = "pub-1",
        Arguments = arguments ?? """{"publisherId":"pub-1","startDate":"2026-01-01","endDate":"2026-01-04","granularity":"day"}""",
        Priority = 50,
        Policy = policy ?? JobPolicy.Default,
    };

    /// <summary>The folder of mails.</summary>
    public string MailFolder => Path.Combine(_folder, "mail");

    /// <summary>Accepts a job and starts an orchestrator of the test's own for it.</summary>
    public async Task StartAsync(string id, string orchestrator, JobPolicy? policy = null)
    {
        var job = await AcceptAsync(id, policy);
        await Client.ScheduleNewOrchestrationInstanceAsync(
            orchestrator, new JobRun<TestPlan> { JobId = id, Policy = job.Policy, Plan = new TestPlan() }, new(id), CancellationToken.None);
    }

    public async Task<JobRecord> FindAsync(string id) => (await Jobs.FindAsync(id, CancellationToken.None))!;

    /// <summary>Waits until the job is in a state.</summary>
    public Task<JobRecord> InStateAsync(string id, JobState state) => Eventually.GetAsync(
        async () => await FindAsync(id) is { } job && job.State == state ? job : null, $"{id} is {state}");

    /// <summary>Waits for the end of the job's orchestration.</summary>
    public Task<OrchestrationMetadata> EndOfAsync(string id) =>
        Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(Eventually.Limit);

    /// <summary>Moves the clock once the engine waits for that many timers, and to the next millisecond, to which alarms are rounded up.</summary>
    public async Task AdvanceAsync(TimeSpan by, int timers = 1)
    {
        await Eventually.HoldsAsync(() => Timers == timers, $"{timers} timers");
        Time.Advance(by + TimeSpan.FromMilliseconds(1));
    }

    public async Task<IReadOnlyList<string>> TimelineAsync(string id) =>
        [.. (await Jobs.ReadTimelineAsync(id, CancellationToken.None)).Select(entry => $"{entry.Event} {entry.State.ToName()} {entry.Attempt} {entry.Detail}".TrimEnd())];

    public async Task<(InstanceRecord Instance, IReadOnlyList<HistoryRecord> History)> HistoryAsync(string id)
    {
        var instance = (await _store.GetInstanceAsync(id, withPayloads: true, CancellationToken.None))!;
        return (instance, await _store.ReadHistoryAsync(instance.Key, CancellationToken.None));
    }

    /// <summary>Stops the engine without waiting for activities that run, and starts another one on the same task hub.</summary>
    public async Task RestartAsync()
    {
        await _engine.StopAsync(new CancellationToken(canceled: true));
        (_store, _engine) = NewEngine();
        await _engine.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        // A test that failed may leave activities behind that never end.
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _engine.StopAsync(soon.Token);
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private (SqliteTaskHubStore Store, TaskHubEngine Engine) NewEngine()
    {
        var store = new SqliteTaskHubStore(new SqliteTaskHubOptions { FilePath = Path.Combine(_folder, "hub.db"), FlushOnCommit = false }, Time);
        var options = new TaskHubEngineOptions { ForceReplay = true, ActivityDrainTimeout = TimeSpan.FromSeconds(1), ActivityCancelTimeout = TimeSpan.Zero };
        var engine = new TaskHubEngine(store, Functions, options, Time, NullLoggerFactory.Instance);
        Functions.Client = engine.Client;
        return (store, engine);
    }
}
