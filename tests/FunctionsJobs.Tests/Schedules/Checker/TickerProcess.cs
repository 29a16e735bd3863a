using FunctionsJobs.Analytics;
using FunctionsJobs.Cache;
using FunctionsJobs.Dashboard;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Mail;
using FunctionsJobs.Notices;
using FunctionsJobs.Outbound;
using FunctionsJobs.Queues;
using FunctionsJobs.Schedules;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace FunctionsJobs.Tests.Schedules.Checker;

/// <summary>One process that serves schedules: the program's own services on a database that others use, too. Orchestrations are not run.</summary>
internal sealed class TickerProcess : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public TickerProcess(IJobDatabase database, TimeProvider time, string folder, params (string Name, string Value)[] settings)
    {
        Database = new CrashingJobDatabase(database);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)).Append(new("FUNCTIONSJOBS_DATA", folder)))
            .Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton<IJobDatabase>(Database)
            .AddSingleton(QueueCatalogue.Unlimited)
            .AddAnalytics(configuration)
            .AddCache(configuration)
            .AddDashboard(configuration)
            .AddJobStore(configuration)
            .AddLifecycle(configuration)
            .AddOutbound(configuration)
            .AddMail(configuration)
            .AddNotices(configuration)
            .AddJobs(configuration)
            .AddQueues(configuration)
            .AddSchedules(configuration)
            .BuildServiceProvider();
    }

    public CrashingJobDatabase Database { get; }

    public DurableTaskClient Client { get; } = new Mock<DurableTaskClient>("test").Object;

    public IJobStore Jobs => Get<IJobStore>();

    public IScheduleStore Schedules => Get<IScheduleStore>();

    public ScheduleEditor Editor => Get<ScheduleEditor>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Serves what is due.</summary>
    /// <returns>Whether the process lived to the end of it.</returns>
    public async Task<bool> TickAsync()
    {
        try
        {
            await Get<ScheduleTicker>().TickAsync(Client, CancellationToken.None);
        }
        catch (IOException) when (Database.IsDead)
        {
            return false;
        }

        return !Database.IsDead;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
