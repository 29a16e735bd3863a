namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>What a function's trigger says, checked and with settings resolved.</summary>
internal abstract record FunctionTrigger(FunctionKind Kind)
{
    /// <summary>Name of the binding in a function's metadata.</summary>
    public abstract string BindingType { get; }
}
