using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.JobStore;

/// <summary>
/// What one transaction does to one job, worked out in memory from the row it read: the row as it will be, and the timeline lines to append.
/// Holds all that follows from a transition, so that no caller can forget a part of it.
/// </summary>
internal sealed class JobChange(JobRecord job, DateTimeOffset now)
{
    private readonly List<JobTimelineLine> _lines = [];
    private bool _lastApplied;

    /// <summary>The job as it was; for one that is being accepted, as it was before it was admitted.</summary>
    public JobRecord Before { get; } = job;

    /// <summary>The job as it will be.</summary>
    public JobRecord Job { get; private set; } = job;

    /// <summary>Whether there is anything to write.</summary>
    public bool IsApplied => _lines.Count > 0;

    /// <summary>
    /// Since when its age counts in the queue, once it is ready. A parent whose children have ended is as old as its run: what it has left to do is short, and
    /// the children of later ones may be thousands.
    /// </summary>
    public DateTimeOffset? AgesSince { get; private set; } = job.ReadyAt;

    /// <summary>The timeline lines to append, in order.</summary>
    public IReadOnlyList<JobTimelineLine> Lines => _lines;

    /// <summary>Starts the timeline of a job that is being accepted.</summary>
    public JobChange Submit()
    {
        _lines.Add(new JobTimelineLine(now, JobTriggerNames.Submitted, Job.State, Job.AttemptsMade, null));
        _lastApplied = true;
        return this;
    }

    /// <summary>Applies a trigger; where it means nothing in the job's state, neither it nor what depends on it changes anything.</summary>
    public JobChange Apply(JobTrigger trigger, string? detail = null)
    {
        var next = JobTransitions.Next(Job.State, trigger);
        _lastApplied = next is not null;
        if (next is not { } state)
        {
            return this;
        }

        Job = Job with { State = state, NextAttemptAt = null };
        if (state == JobState.Running)
        {
            Job = Job with { AttemptsMade = Job.AttemptsMade + 1, StartedAt = Job.StartedAt ?? now, AdmittedAt = now };
        }
        else if (state == JobState.Queued)
        {
            // A job that was due is as old as that, however late it was noticed.
            Job = Job with { ReadyAt = trigger == JobTrigger.Due && Job.DueAt < now ? Job.DueAt : now };
            AgesSince = trigger == JobTrigger.Unblocked ? Job.StartedAt ?? Job.ReadyAt : Job.ReadyAt;
        }
        else if (state == JobState.Cancelling)
        {
            Job = Job with { CancelRequestedAt = now };
        }
        else if (state.IsTerminal())
        {
            Job = Job with { FinishedAt = now };
        }

        _lines.Add(new JobTimelineLine(now, trigger.ToName(), state, Job.AttemptsMade, detail));
        return this;
    }

    /// <summary>Begins another run, with attempts of its own; the record of the earlier ones stays.</summary>
    public JobChange BeginRun()
    {
        if (_lastApplied)
        {
            Job = Job with
            {
                Run = Job.Run + 1,
                AttemptsBefore = Job.AttemptsMade,
                StartedAt = null,
                FinishedAt = null,
                Result = null,
                CancelRequestedAt = null,
                DependenciesLeft = 0,
                Progress = default,
                ProgressAt = null,
            };
        }

        return this;
    }

    /// <summary>Notes how many jobs it still waits for.</summary>
    public JobChange WithDependenciesLeft(int count)
    {
        Job = Job with { DependenciesLeft = count };
        return this;
    }

    /// <summary>Notes why the attempt or the job failed.</summary>
    public JobChange WithError(JobFault error)
    {
        if (_lastApplied)
        {
            Job = Job with { Error = error };
        }

        return this;
    }

    /// <summary>Notes the result, which clears the error of earlier attempts.</summary>
    public JobChange WithResult(string json)
    {
        if (_lastApplied)
        {
            Job = Job with { Result = json, Error = null };
        }

        return this;
    }

    /// <summary>Notes when the next attempt is due, if there will be one.</summary>
    public JobChange WithNextAttempt(DateTimeOffset at)
    {
        if (_lastApplied && Job.State == JobState.Retrying)
        {
            Job = Job with { NextAttemptAt = at };
        }

        return this;
    }
}
