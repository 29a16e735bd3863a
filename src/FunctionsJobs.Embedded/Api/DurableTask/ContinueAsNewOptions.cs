namespace Microsoft.DurableTask;

/// <summary>How an orchestration begins again with a new history.</summary>
public class ContinueAsNewOptions
{
    public object? NewInput { get; set; }

    /// <summary>Whether events that nobody took go to the new execution; <see langword="true"/> unless set.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>Version of the new execution; <see langword="null"/> to keep the present one.</summary>
    public string? NewVersion { get; set; }
}
