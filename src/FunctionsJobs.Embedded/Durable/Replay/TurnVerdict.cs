namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>What a look at a turn found.</summary>
internal enum TurnVerdict
{
    /// <summary>No turn is under way, or it has time left.</summary>
    InTime,

    /// <summary>The turn takes too long; said once.</summary>
    Overdue,

    /// <summary>The turn went on although it was interrupted; said once, and the turn is no longer its thread's.</summary>
    Lost,
}
