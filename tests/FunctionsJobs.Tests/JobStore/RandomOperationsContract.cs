using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Admission;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>Random operations, after each of which the store is what <see cref="JobModel"/> says.</summary>
public abstract class RandomOperationsContract(Func<Task<TestJobDatabase>> create) : JobStoreSuite(create)
{
    private const int Operations = 220;

    private static readonly string[] QueueNames = ["limited", "keyed", "rated"];

    protected override QueueCatalogue Catalogue => new(
    [
        new("limited", 50, new() { Concurrency = 3 }),
        new("keyed", 50, new() { Concurrency = 5, KeyConcurrency = 2 }),
        new("rated", 50, new() { Rate = new RateLimit(3, TimeSpan.FromSeconds(20)) }),
    ]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Store_AfterRandomOperations_IsWhatTheModelSays(int seed)
    {
        var random = new Random(seed);
        var model = new JobModel(Time.Now);
        foreach (var queue in Catalogue.Queues)
        {
            model.Limits[queue.Name] = queue.Limits;
        }

        for (var i = 0; i < Operations; i++)
        {
            var what = await StepAsync(random, model, i);
            await AssertAsModelAsync(model, $"seed {seed}, operation {i}: {what}");
        }

        foreach (var queue in QueueNames)
        {
            await AssertSoundAsync(queue);
        }
    }

    private async Task<string> StepAsync(Random random, JobModel model, int number)
    {
        switch (random.Next(20))
        {
            case < 8:
                var job = NewJob(random, model, number);
                await Store.SubmitAsync(job, None);
                model.Submit(job);
                return $"submit {job.Id} to {job.Queue}";
            case < 13 when Pick(random, model.In(JobState.Running, JobState.Cancelling)) is { } running:
                return await EndAsync(random, model, running);
            case 13 when Pick(random, model.In(JobState.Retrying)) is { } waiting:
                await Store.ResumeAsync(waiting.Id, waiting.Attempts, None);
                model.Ready(waiting, model.Now);
                model.Fill(waiting.Job.Queue);
                return $"resume {waiting.Id}";
            case 14 when Pick(random, model.Jobs) is { } any:
                await CancelAsync(any.Id);
                Cancel(model, any);
                return $"cancel {any.Id}";
            case 15 when Pick(random, model.In(JobState.Failed, JobState.Cancelled)) is { } ended:
                await Store.RetryAsync(ended.Id, Ada, None);
                ended.WaitsFor.Clear();
                model.Ready(ended, model.Now);
                model.Fill(ended.Job.Queue);
                return $"retry {ended.Id}";
            case 16:
                return await TogglePauseAsync(model, QueueNames[random.Next(3)]);
            case 17:
                return await ChangeLimitsAsync(random, model);
            default:
                Time.Advance(TimeSpan.FromMilliseconds(random.Next(15_000)));
                model.Now = Time.Now;
                foreach (var queue in QueueNames)
                {
                    await Queues.AdmitAsync(queue, None);
                    model.Admit(queue);
                }

                return "time goes on";
        }
    }

    private static NewJob NewJob(Random random, JobModel model, int number)
    {
        var queue = QueueNames[random.Next(3)];

        // One level deep: what a chain does is decided, but in which of several transactions is not.
        var parents = random.Next(3) == 0
            ? model.Jobs.Where(job => job.Job.DependsOn.Count == 0).OrderBy(_ => random.Next()).Take(random.Next(3)).Select(job => job.Id).ToList()
            : [];
        return Job($"job-{number:0000}", random.Next(101)) with
        {
            Queue = queue,
            LimitKey = queue == "keyed" && random.Next(4) > 0 ? $"key-{random.Next(3)}" : "",
            RunAt = random.Next(6) == 0 ? model.Now.AddMilliseconds(random.Next(20_000)) : null,
            DependsOn = parents,
            DependencyPolicy = (DependencyPolicy)random.Next(3),
        };
    }

    private async Task<string> EndAsync(Random random, JobModel model, JobModel.Entry job)
    {
        var cancelling = job.State == JobState.Cancelling;
        switch (random.Next(4))
        {
            case 0:
                await FailAsync(job.Id);
                model.End(job, cancelling ? JobState.Cancelled : JobState.Failed);
                return $"fail {job.Id}";
            case 1:
                await Store.StopAsync(job.Id, Asked, None);
                model.End(job, JobState.Cancelled);
                return $"stop {job.Id}";
            case 2 when !cancelling:
                await Store.FailAttemptAsync(job.Id, job.Attempts, Broken, model.Now, None);
                model.Wait(job);
                return $"fail an attempt of {job.Id}";
            default:
                await SucceedAsync(job.Id);
                model.End(job, JobState.Completed);
                return $"succeed {job.Id}";
        }
    }

    private static void Cancel(JobModel model, JobModel.Entry job)
    {
        if (job.State == JobState.Running)
        {
            job.State = JobState.Cancelling;
        }
        else if (job.State is not JobState.Cancelling && !job.State.IsTerminal())
        {
            model.End(job, JobState.Cancelled);
        }
    }

    private async Task<string> TogglePauseAsync(JobModel model, string queue)
    {
        if (model.Paused.Remove(queue))
        {
            await Queues.ResumeAsync(queue, Ada, None);
            model.Admit(queue);
            return $"resume {queue}";
        }

        await Queues.PauseAsync(queue, Ada, None);
        model.Paused.Add(queue);
        return $"pause {queue}";
    }

    private async Task<string> ChangeLimitsAsync(Random random, JobModel model)
    {
        var (concurrency, perKey) = (random.Next(1, 5), random.Next(1, 4));
        await Queues.ChangeLimitsAsync(
            "keyed", new() { Concurrency = LimitChange<int>.To(concurrency), KeyConcurrency = LimitChange<int>.To(perKey) }, Ada, None);
        model.Limits["keyed"] = new QueueLimits { Concurrency = concurrency, KeyConcurrency = perKey };
        model.Admit("keyed");
        return $"limits {concurrency}, {perKey} per key";
    }

    private static JobModel.Entry? Pick(Random random, IEnumerable<JobModel.Entry> entries)
    {
        var all = entries.ToList();
        return all.Count == 0 ? null : all[random.Next(all.Count)];
    }

    private async Task AssertAsModelAsync(JobModel model, string when)
    {
        var rows = await Database.ReadAsync(
            session => session.ListAsync<string>("SELECT id || ' ' || state || ' ' || attempts_made FROM jobs ORDER BY id", new { }), None);
        var expected = model.Jobs.Select(job => $"{job.Id} {job.State.ToName()} {job.Attempts}").Order(StringComparer.Ordinal);
        Assert.True(expected.SequenceEqual(rows), $"{when}\nonly in the model: {string.Join(", ", expected.Except(rows))}\nonly in the store: {string.Join(", ", rows.Except(expected))}");
    }
}
