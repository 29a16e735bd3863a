namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>A client wants the instance to go on after it failed.</summary>
internal sealed class RewindItem(string? reason) : InboxItem
{
    private readonly TaskCompletionSource<RewindResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string? Reason { get; } = reason;

    /// <summary>Completes when the instance is rewound durably, or when it is known that it will not be.</summary>
    public Task<RewindResult> Done => _done.Task;

    public void End(RewindResult result) => _done.TrySetResult(result);
}

/// <summary>What a request to rewind an instance came to.</summary>
/// <param name="IsFound">Whether there is such an instance.</param>
/// <param name="Problem">Why it cannot be rewound; <see langword="null"/> when it was, or when there is none.</param>
internal sealed record RewindResult(bool IsFound, string? Problem)
{
    /// <summary>The instance goes on.</summary>
    public static RewindResult Rewound { get; } = new(true, null);

    public static RewindResult NotFound { get; } = new(false, null);

    /// <summary>The text is the real host's, followed by the status.</summary>
    public static RewindResult NotFailed(string status) =>
        new(true, $"The rewind operation is only supported on failed orchestration instances; this one is {status}.");
}
