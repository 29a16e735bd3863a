namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which way data flows through a binding.</summary>
public enum BindingDirection
{
    In = 0,
    Out = 1,
}
