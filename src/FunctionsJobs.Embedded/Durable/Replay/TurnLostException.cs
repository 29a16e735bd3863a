namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>Tells a thread that comes back from an orchestrator's code that its turn was given up: it must touch nothing any more.</summary>
internal sealed class TurnLostException() : Exception("The turn took too long and was given up.");
