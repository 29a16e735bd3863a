namespace FunctionsJobs.Lifecycle;

/// <summary>
/// Why an attempt, or a whole job, failed. The only fault that crosses from activities to orchestrations, into the job
/// store and out to callers.
/// </summary>
/// <remarks>Code that reacts to a fault matches <see cref="Code"/> or <see cref="Category"/>, never an exception type.</remarks>
public sealed record JobFault
{
    /// <summary>The longest <see cref="Message"/> that is kept, in characters.</summary>
    public const int MaxMessageLength = 1000;

    /// <summary>What happened, for programs: lower-case letters, digits and underscores, such as <c>range_too_long</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The kind of fault.</summary>
    public required JobFaultCategory Category { get; init; }

    /// <summary>Whether another attempt may succeed. Always false for <see cref="JobFaultCategory.Data"/>.</summary>
    public required bool Retryable { get; init; }

    /// <summary>What happened, for people: one line, without internals or secrets.</summary>
    public required string Message { get; init; }

    /// <summary>
    /// The time before which another attempt is pointless, in whole seconds up to <see cref="JobBackoff.Longest"/>; or null. The next attempt waits for the longer of
    /// it and the policy's back-off.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The input, or data the job works on, is wrong.</summary>
    public static JobFault Data(string code, string message) =>
        new() { Code = code, Category = JobFaultCategory.Data, Retryable = false, Message = message };

    /// <summary>This program or its machine failed in a way that may pass.</summary>
    public static JobFault System(string code, string message) =>
        new() { Code = code, Category = JobFaultCategory.System, Retryable = true, Message = message };

    /// <summary>Another system could not be reached.</summary>
    public static JobFault Network(string code, string message) =>
        new() { Code = code, Category = JobFaultCategory.Network, Retryable = true, Message = message };

    /// <summary>The attempt took longer than its limit.</summary>
    public static JobFault Timeout(string code, string message) =>
        new() { Code = code, Category = JobFaultCategory.Timeout, Retryable = true, Message = message };

    /// <summary>The job was stopped.</summary>
    public static JobFault Cancelled(string code, string message) =>
        new() { Code = code, Category = JobFaultCategory.Cancelled, Retryable = false, Message = message };
}
