using System.Net;
using System.Text.Json;
using FunctionsJobs.EndToEnd.App;

namespace FunctionsJobs.EndToEnd.Exports;

/// <summary>Exports over the program's HTTP API.</summary>
internal static class ExportsClient
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Submits an export of events as lines of JSON.</summary>
    public static async Task SubmitExportAsync(this RunningApp app, string jobId, string publisherId, DateOnly from, DateOnly to)
    {
        using var answer = await app.PostAsync("/api/v1/queues/data-export/jobs", JsonSerializer.Serialize(new
        {
            jobName = "export",
            data = new { publisherId, format = "ndjson", startDate = $"{from:yyyy-MM-dd}", endDate = $"{to:yyyy-MM-dd}", granularity = "event", compression = "gzip" },
            options = new { jobId },
        }));
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until the export is as asked, or has ended, and returns its view.</summary>
    public static async Task<JsonElement> WaitForExportAsync(this RunningApp app, string jobId, TimeSpan limit, Func<JsonElement, bool>? isEnough = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var view = await app.GetDataAsync($"/api/v1/exports/{jobId}");
            if (isEnough?.Invoke(view) == true || view.GetProperty("state").GetString() is "completed" or "failed" or "cancelled")
            {
                return view;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < limit, $"the export is not done after {limit}: {view}\n{app.Tail()}");
            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }

    /// <summary>How many parts are done.</summary>
    public static int Step(JsonElement view) => view.GetProperty("progress").GetProperty("step").GetInt32();
}
