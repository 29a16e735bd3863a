using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>What the job store should do, in memory: one list, the rules in their plainest form, everything looked at anew each time.</summary>
internal sealed class JobModel(DateTimeOffset now)
{
    private readonly List<Entry> _jobs = [];
    private readonly List<(string Queue, DateTimeOffset At)> _starts = [];
    private long _number;

    public DateTimeOffset Now { get; set; } = now;

    public Dictionary<string, QueueLimits> Limits { get; } = [];

    public HashSet<string> Paused { get; } = [];

    public IReadOnlyList<Entry> Jobs => _jobs;

    public IEnumerable<Entry> In(params JobState[] states) => _jobs.Where(job => states.Contains(job.State));

    public void Submit(NewJob job)
    {
        var entry = new Entry(job);
        _jobs.Add(entry);
        var parents = _jobs.Where(parent => job.DependsOn.Contains(parent.Id)).ToList();
        entry.WaitsFor.UnionWith(parents.Where(parent => !parent.State.IsTerminal()).Select(parent => parent.Id));
        if (parents.Any(parent => parent.State is JobState.Failed or JobState.Cancelled) && job.DependencyPolicy != DependencyPolicy.Ignore)
        {
            End(entry, job.DependencyPolicy == DependencyPolicy.Fail ? JobState.Failed : JobState.Cancelled);
        }
        else if (job.RunAt > Now)
        {
            entry.State = JobState.Scheduled;
        }
        else if (entry.WaitsFor.Count > 0)
        {
            entry.State = JobState.Blocked;
        }
        else
        {
            Ready(entry, Now);
        }

        Fill(job.Queue);
    }

    public void End(Entry job, JobState state)
    {
        Finish(job, state);
        foreach (var queue in Limits.Keys)
        {
            Fill(queue);
        }
    }

    private void Finish(Entry job, JobState state)
    {
        job.State = state;
        foreach (var dependent in _jobs.Where(other => other.WaitsFor.Contains(job.Id)).OrderBy(other => other.Id, StringComparer.Ordinal))
        {
            dependent.WaitsFor.Remove(job.Id);
            if (dependent.State is not (JobState.Scheduled or JobState.Blocked))
            {
                continue;
            }

            if (state != JobState.Completed && dependent.Job.DependencyPolicy != DependencyPolicy.Ignore)
            {
                Finish(dependent, dependent.Job.DependencyPolicy == DependencyPolicy.Fail ? JobState.Failed : JobState.Cancelled);
            }
            else if (dependent is { WaitsFor.Count: 0, State: JobState.Blocked })
            {
                Ready(dependent, Now);
            }
        }
    }

    public void Wait(Entry job)
    {
        job.State = JobState.Retrying;
        Fill(job.Job.Queue);
    }

    public void Ready(Entry job, DateTimeOffset since)
    {
        (job.State, job.Rank, job.Number) = (JobState.Queued, JobRank.Of(since, job.Job.Priority), ++_number);
    }

    public void Admit(string queue)
    {
        foreach (var job in In(JobState.Scheduled).Where(job => job.Job.Queue == queue && job.Job.RunAt <= Now).OrderBy(job => job.Job.RunAt).ToList())
        {
            if (job.WaitsFor.Count > 0)
            {
                job.State = JobState.Blocked;
            }
            else
            {
                Ready(job, job.Job.RunAt!.Value);
            }
        }

        Fill(queue);
    }

    public void Fill(string queue)
    {
        var limits = Limits[queue];
        while (!Paused.Contains(queue)
            && !(Running(queue).Count() >= limits.Concurrency)
            && !(limits.Rate is { } rate && _starts.Count(start => start.Queue == queue && start.At > Now - rate.Window) >= rate.Starts)
            && In(JobState.Queued).Where(job => job.Job.Queue == queue && HasRoom(job.Job, limits)).OrderBy(job => (job.Rank, job.Number)).FirstOrDefault() is { } next)
        {
            next.State = JobState.Running;
            next.Attempts++;
            _starts.Add((queue, Now));
        }
    }

    private IEnumerable<Entry> Running(string queue) => In(JobState.Running, JobState.Cancelling).Where(job => job.Job.Queue == queue);

    private bool HasRoom(NewJob job, QueueLimits limits) =>
        job.LimitKey.Length == 0 || !(Running(job.Queue).Count(other => other.Job.LimitKey == job.LimitKey) >= limits.KeyConcurrency);

    /// <summary>One job.</summary>
    internal sealed class Entry(NewJob job)
    {
        public NewJob Job => job;

        public string Id => job.Id;

        public HashSet<string> WaitsFor { get; } = [];

        public JobState State { get; set; }

        public int Attempts { get; set; }

        public long Rank { get; set; }

        public long Number { get; set; }
    }
}
