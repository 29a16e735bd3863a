using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.Security;

namespace FunctionsJobs.EndToEnd.Proofs;

/// <summary>What the proofs ask of a <see cref="ProofHost"/>, by HTTP.</summary>
internal static class ProofApp
{
    private static readonly string[] Program = [typeof(ProofApp).Assembly.Location, ProofHost.Command];
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Starts the host on a data folder, which holds the ledger too.</summary>
    public static async Task<RunningApp> StartAsync(DataFolder data, string? jobStore = null)
    {
        var settings = new Dictionary<string, string>(ProofQueues.Settings)
        {
            [ProofHost.LedgerSetting] = LedgerFolder(data),

            // One caller sends everything.
            ["RequestLimits__PerSecond"] = "100000",
            ["RequestLimits__Burst"] = "100000",

            // What a kill leaves half done is looked for more often than once in 30 seconds.
            ["Timer_jobReconciliation"] = "*/3 * * * * *",
        };
        if (jobStore is not null)
        {
            settings["ConnectionStrings__JobStore"] = jobStore;
        }

        var app = RunningApp.Launch(Program, data, settings);
        await app.WaitUntilLiveAsync();
        return app;
    }

    public static string LedgerFolder(DataFolder data) => Directory.CreateDirectory(Path.Combine(data.Path, "ledger")).FullName;

    /// <summary>Submits a job; false when the program did not answer, and then nobody knows whether it was accepted.</summary>
    public static async Task<bool> TrySubmitAsync(this RunningApp app, string queue, string jobId, ProofSubmission job)
    {
        try
        {
            using var answer = await app.Http.PostAsJsonAsync(
                new Uri($"/api/v1/queues/{queue}/jobs", UriKind.Relative),
                new
                {
                    jobName = "proof",
                    data = new { publisherId = job.Publisher, milliseconds = job.Milliseconds, lines = job.Lines },
                    options = new { jobId, priority = job.Priority },
                });
            Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Pauses a queue, or lets it go on.</summary>
    public static async Task SetPausedAsync(this RunningApp app, string queue, bool paused)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/queues/{queue}/{(paused ? "pause" : "resume")}");
        request.Headers.Authorization = new("Bearer", app.NewToken(Role.Admin));
        using var answer = await app.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Waits until that many jobs have completed; fails when one ends otherwise, or none has ended for the limit.</summary>
    public static async Task WaitUntilCompletedAsync(this RunningApp app, int count, TimeSpan limit)
    {
        var (seen, since) = (-1L, TimeProvider.System.GetTimestamp());
        while (true)
        {
            var queues = (await app.GetDataAsync("/api/v1/queues/metrics")).EnumerateArray()
                .Where(queue => ProofQueues.All.Any(known => known.Name == queue.GetProperty("queueName").GetString())).ToList();
            var completed = Sum(queues, "completed");
            Assert.Equal((0L, 0L), (Sum(queues, "failed"), Sum(queues, "cancelled")));
            if (completed == count)
            {
                return;
            }

            if (completed != seen)
            {
                (seen, since) = (completed, TimeProvider.System.GetTimestamp());
            }

            Assert.True(
                TimeProvider.System.GetElapsedTime(since) < limit,
                $"nothing ended for {limit}; {completed} of {count} have:\n{string.Join('\n', queues)}\n{app.Tail()}");
            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }

    private static long Sum(IEnumerable<JsonElement> queues, string member) => queues.Sum(queue => queue.GetProperty(member).GetInt64());
}
