namespace FunctionsJobs.Lifecycle;

/// <summary>What an attempt came to that did not fail: the result, or a wait for the children that it has submitted.</summary>
internal sealed record JobStage<TResult>
{
    private JobStage()
    {
    }

    /// <summary>The job waits for its children, and its work goes on afterwards.</summary>
    public static JobStage<TResult> AwaitsChildren { get; } = new();

    /// <summary>Whether the work is done.</summary>
    public bool IsDone { get; private init; }

    /// <summary>The result, where it is.</summary>
    public TResult? Result { get; private init; }

    /// <summary>The work is done.</summary>
    public static JobStage<TResult> Done(TResult result) => new() { IsDone = true, Result = result };
}
