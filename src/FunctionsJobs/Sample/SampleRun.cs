using System.Diagnostics;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Sample;
using FunctionsJobs.Security;
using FunctionsJobs.Security.Local;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;

namespace FunctionsJobs.Sample;

/// <summary>
/// The first minute with the program: loads events, submits one aggregation per publisher over HTTP, shows their progress, prints the totals, has a report
/// made, and says where it lies and what to try next. The program goes on serving. Running it again loads nothing twice and gives the same totals.
/// </summary>
internal sealed class SampleRun(
    IAnalyticsStore analytics, SampleReport report, IServer server, IHostApplicationLifetime lifetime, TimeProvider time, LocalTokens? tokens = null) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    // A month of thirty days, always the same: the totals are the same on every machine and every day.
    private static readonly SamplePlan Plan = new() { EndDay = new DateOnly(2025, 5, 1) };

    private readonly SampleConsole _console = new(Console.Out, !Console.IsOutputRedirected);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await UntilStartedAsync(stoppingToken);
            if (tokens is null)
            {
                _console.Line("  The sample signs its own token, and the settings name another issuer: run it without the section Security.");
                return;
            }

            await RunAsync(new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program was stopped before the sample was done; starting it again continues.
        }
        catch (Exception e)
        {
            // The program goes on serving: the sample is a guest in it.
            _console.Line();
            _console.Line($"  The sample stopped: {e.Message}");
        }
    }

    private async Task UntilStartedAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(cancellation);
    }

    private async Task RunAsync(Uri address, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        _console.Line();
        _console.Line($"  Sample: {Plan.Events:N0} events of {Plan.Publishers.Count} publishers, {Plan.Range.From:yyyy-MM-dd} to {Plan.EndDay.AddDays(-1):yyyy-MM-dd} (UTC)");
        await SampleLoader.LoadAsync(analytics, Plan, new ConsoleProgress(loaded => _console.Loading(loaded, Plan.Events)), cancellation);

        using var client = new SampleClient(address, tokens!.Create(Role.Operator));
        var jobs = await Task.WhenAll(Plan.Publishers.Select(publisher => SubmitAsync(client, publisher.Id, cancellation)));
        while (true)
        {
            _console.Aggregating(jobs);
            if (jobs.All(job => job.IsOver))
            {
                break;
            }

            await Task.Delay(PollInterval, time, cancellation);
            jobs = await Task.WhenAll(jobs.Select(job => RefreshAsync(client, job, cancellation)));
        }

        foreach (var job in jobs.Where(job => job.State != "completed"))
        {
            _console.Line($"  The job of {job.PublisherId} is {job.State}: {job.View.GetProperty("error")}");
        }

        if (jobs.All(job => job.State == "completed"))
        {
            _console.Totals(jobs);
            var (page, mails) = await report.RunAsync(client, Plan.Publishers[0].Id, Plan.EndDay, cancellation);
            _console.Report(page, mails);
            ShowNext(address, jobs, Stopwatch.GetElapsedTime(begun));
        }
    }

    private static async Task<SampleJob> SubmitAsync(SampleClient client, string publisherId, CancellationToken cancellation)
    {
        var statusUrl = await client.SubmitAsync(
            "analytics-aggregation",
            new
            {
                jobName = "aggregate",
                data = new { publisherId, startDate = $"{Plan.Range.From:yyyy-MM-dd}", endDate = $"{Plan.Range.To:yyyy-MM-dd}", granularity = "month" },
            },
            cancellation);
        return new SampleJob(publisherId, statusUrl, await client.GetJobAsync(statusUrl, cancellation));
    }

    private static async Task<SampleJob> RefreshAsync(SampleClient client, SampleJob job, CancellationToken cancellation) =>
        job.IsOver ? job : job with { View = await client.GetJobAsync(job.StatusUrl, cancellation) };

    private void ShowNext(Uri address, SampleJob[] jobs, TimeSpan took)
    {
        var root = address.GetLeftPart(UriPartial.Authority);
        var publisher = jobs[0].PublisherId;
        var (from, to) = ($"{Plan.Range.From:yyyy-MM-dd}", $"{Plan.Range.To:yyyy-MM-dd}");
        _console.Line($"  Done in {took.TotalSeconds:F1} s. Serving at {root}, until Ctrl+C. Try, in another terminal:");
        _console.Line();
        _console.Line("  # calls carry a token; this one is good for a day");
        _console.Line("  TOKEN=$(dotnet run --project src/FunctionsJobs -- --token operator)");
        _console.Line();
        _console.Line("  # a job: state, progress, times and result");
        _console.Line($"  curl -H \"Authorization: Bearer $TOKEN\" {root}{jobs[0].StatusUrl}");
        _console.Line();
        _console.Line("  # what a dashboard charts");
        _console.Line($"  curl -H \"Authorization: Bearer $TOKEN\" '{root}/api/v1/analytics/rollups?publisherId={publisher}&granularity=day&from={from}&to={to}'");
        _console.Line();
        _console.Line("  # a job of your own");
        _console.Line($"  curl -i -H \"Authorization: Bearer $TOKEN\" {root}/api/v1/queues/analytics-aggregation/jobs -H 'Content-Type: application/json' \\");
        _console.Line($$$"""    -d '{"jobName":"aggregate","data":{"publisherId":"{{{publisher}}}","startDate":"{{{from}}}","endDate":"{{{to}}}","granularity":"week"}}'""");
        _console.Line();
        _console.Line("  # whether all is well");
        _console.Line($"  curl {root}/health");
        _console.Line();
    }

    /// <summary>Reports at once; the framework's own would do so some time later.</summary>
    private sealed class ConsoleProgress(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
