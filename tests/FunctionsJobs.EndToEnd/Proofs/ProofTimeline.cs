using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.EndToEnd.Proofs;

/// <summary>Checks limits and order from what the timelines say.</summary>
internal sealed class ProofTimeline(IReadOnlyList<ProofRow> rows)
{
    private const string Admitted = "admitted";

    public static async Task<ProofTimeline> ReadAsync(IJobDatabase database) => new(await ProofRow.ReadAllAsync(database));

    /// <summary>Every job is there, was accepted once and has completed once, and was admitted once for every attempt.</summary>
    public void AssertAllCompletedOnce(IReadOnlyCollection<string> jobIds)
    {
        var jobs = rows.GroupBy(row => row.JobId, StringComparer.Ordinal).ToDictionary(job => job.Key, job => job.ToList(), StringComparer.Ordinal);
        Assert.Equal(jobIds.Order(StringComparer.Ordinal), jobs.Keys.Order(StringComparer.Ordinal));
        foreach (var (id, lines) in jobs)
        {
            Assert.True(lines.Count(line => line.Event == "submitted") == 1 && lines[0].Event == "submitted", $"{id}: {Text(lines)}");
            Assert.True(lines.Count(line => line.Event == "succeeded") == 1 && lines[^1].Event == "succeeded", $"{id}: {Text(lines)}");
            Assert.True(lines.Count(line => line.Event == Admitted) == 1 + lines.Count(line => line.Event == "attempt-failed"), $"{id}: {Text(lines)}");
        }
    }

    /// <summary>At no moment did more run than a limit allows, and in no window began more.</summary>
    /// <returns>The most that ran at once, by queue.</returns>
    public IReadOnlyDictionary<string, int> AssertLimitsHeld(IEnumerable<QueueDefinition> queues)
    {
        var most = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var queue in queues)
        {
            var lines = rows.Where(row => row.Queue == queue.Name).ToList();
            most[queue.Name] = MostAtOnce(lines);
            Assert.True(most[queue.Name] <= (queue.Limits.Concurrency ?? int.MaxValue), $"{queue.Name}: {most[queue.Name]} ran at once");
            if (queue.Limits.KeyConcurrency is { } perKey)
            {
                Assert.All(lines.GroupBy(line => line.LimitKey), key => Assert.True(MostAtOnce([.. key]) <= perKey, $"{queue.Name}: {key.Key}"));
            }

            if (queue.Limits.Rate is { } rate)
            {
                var starts = lines.Where(line => line.Event == Admitted).Select(line => line.At).Order().ToList();
                for (var i = rate.Starts; i < starts.Count; i++)
                {
                    Assert.True(
                        starts[i] - starts[i - rate.Starts] >= rate.Window.TotalMilliseconds,
                        $"{queue.Name}: {rate.Starts + 1} starts within {starts[i] - starts[i - rate.Starts]} ms");
                }
            }
        }

        return most;
    }

    /// <summary>Nobody was admitted while somebody waited who goes first: by priority, with 36 seconds of waiting for a point of it.</summary>
    public void AssertOrder(string queue)
    {
        // The place of a job that was admitted before is not known any more.
        var jobs = rows.Where(row => row.Queue == queue && row.Event == Admitted).GroupBy(row => row.JobId).Where(job => job.Count() == 1).SelectMany(job => job)
            .Select(row => (Rank: row.ReadyAt - (row.Priority * (long)JobRank.PerPoint.TotalMilliseconds), row.ReadyAt, row.At, row.JobId)).ToList();
        var ready = new Queue<(long Rank, long ReadyAt, long At, string JobId)>(jobs.OrderBy(job => job.ReadyAt));
        var waiting = new SortedSet<(long Rank, string JobId)>();

        // What happens within a millisecond has no order that could be seen.
        foreach (var admitted in jobs.GroupBy(job => job.At).OrderBy(moment => moment.Key))
        {
            while (ready.TryPeek(out var next) && next.ReadyAt < admitted.Key)
            {
                ready.Dequeue();
                if (next.At >= admitted.Key)
                {
                    waiting.Add((next.Rank, next.JobId));
                }
            }

            foreach (var job in admitted)
            {
                waiting.Remove((job.Rank, job.JobId));
            }

            var last = admitted.MaxBy(job => job.Rank);
            if (waiting.Count > 0 && last.Rank > waiting.Min.Rank)
            {
                Assert.Fail($"{queue}: {Text(last.JobId)} was admitted before {Text(waiting.Min.JobId)}");
            }
        }
    }

    private static int MostAtOnce(IReadOnlyCollection<ProofRow> lines)
    {
        var changes = new List<(long At, int Change)>();
        foreach (var job in lines.GroupBy(line => line.JobId))
        {
            var held = false;
            foreach (var line in job)
            {
                var holds = JobStateNames.Parse(line.State) is JobState.Running or JobState.Cancelling;
                if (holds != held)
                {
                    changes.Add((line.At, holds ? 1 : -1));
                }

                held = holds;
            }
        }

        // Whoever ends makes room within the same transaction, and so within the same millisecond.
        var (running, most) = (0, 0);
        foreach (var (_, change) in changes.OrderBy(change => change.At).ThenBy(change => change.Change))
        {
            running += change;
            most = Math.Max(most, running);
        }

        return most;
    }

    private string Text(string jobId) => string.Join(
        ' ', rows.Where(row => row.JobId == jobId).Select(row => $"{row.Event}@{row.At}").Prepend($"{jobId} (priority {rows.First(row => row.JobId == jobId).Priority})"));

    private static string Text(IEnumerable<ProofRow> lines) => string.Join(", ", lines.Select(line => line.Event));
}
