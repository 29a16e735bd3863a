namespace FunctionsJobs.JobStore;

/// <summary>One line of a job's history.</summary>
/// <param name="Sequence">1, 2, 3 … within the job.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Event">What happened: <see cref="JobTriggerNames"/>.</param>
/// <param name="State">The state it led to.</param>
/// <param name="Attempt">Attempts that had been begun, this one included.</param>
/// <param name="Detail">More, for people, or null.</param>
public sealed record JobTimelineEntry(
    int Sequence,
    DateTimeOffset At,
    string Event,
    JobState State,
    int Attempt,
    string? Detail);
