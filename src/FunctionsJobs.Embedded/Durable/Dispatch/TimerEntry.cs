namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>Something that becomes due: a durable timer, a delayed message, or the start of an instance.</summary>
internal sealed class TimerEntry
{
    public required DateTime DueAt { get; init; }

    /// <summary>Who is told.</summary>
    public required string Target { get; init; }

    /// <summary>Id of the stored message; 0 for the start of an instance.</summary>
    public required long MessageId { get; init; }

    /// <summary>The timer's task id in the history of the target; -1 when it is no timer of an orchestration.</summary>
    public required int TaskId { get; init; }

    /// <summary>Set when it is to be passed over.</summary>
    public bool Cancelled { get; set; }

    /// <summary>The entry of the same target that was added before.</summary>
    public TimerEntry? Earlier { get; set; }

    /// <summary>The entry of the same target that was added after.</summary>
    public TimerEntry? Later { get; set; }
}
