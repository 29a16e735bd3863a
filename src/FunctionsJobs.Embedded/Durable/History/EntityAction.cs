using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>Something that the orchestrator did with entities: it causes messages to them.</summary>
internal abstract record EntityAction : OrchestratorAction
{
    /// <summary>The messages, in order.</summary>
    /// <param name="sender">The instance, in the execution that acted.</param>
    /// <param name="now">The time of the turn, UTC.</param>
    public abstract IEnumerable<MessageRecord> Messages(InstanceRecord sender, DateTime now);
}
