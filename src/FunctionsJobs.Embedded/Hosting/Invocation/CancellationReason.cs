namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>Why an invocation's token was cancelled; the first reason stands.</summary>
internal enum CancellationReason
{
    None,

    /// <summary>The HTTP caller went away.</summary>
    CallerGone,

    /// <summary>The function ran longer than <c>functionTimeout</c>.</summary>
    Timeout,

    /// <summary>The host stops and the time to finish is over.</summary>
    HostStopping,
}
