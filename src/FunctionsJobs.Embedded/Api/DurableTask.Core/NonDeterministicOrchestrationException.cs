namespace DurableTask.Core.Exceptions;

/// <summary>The code of an orchestrator does not repeat what its history says it did.</summary>
public class NonDeterministicOrchestrationException : Exception
{
    public NonDeterministicOrchestrationException(string message)
        : base(message)
    {
    }
}
