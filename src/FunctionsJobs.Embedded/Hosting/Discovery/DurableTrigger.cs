namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>The trigger of an orchestrator, an activity or an entity.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="DurableName">The name it is called by; compared without case.</param>
internal sealed record DurableTrigger(FunctionKind Kind, string DurableName) : FunctionTrigger(Kind)
{
    public override string BindingType => Kind switch
    {
        FunctionKind.Orchestration => "orchestrationTrigger",
        FunctionKind.Activity => "activityTrigger",
        _ => "entityTrigger",
    };
}
