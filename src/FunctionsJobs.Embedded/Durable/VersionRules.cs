using FunctionsJobs.Embedded.Durable.History;
using Microsoft.DurableTask.Abstractions;

namespace FunctionsJobs.Embedded.Durable;

/// <summary>Which versions of orchestrations an engine runs. The error type and texts are those of the real worker.</summary>
/// <remarks>Looked at when an instance is loaded. Activities follow their orchestration: they are not looked at.</remarks>
internal sealed record VersionRules
{
    /// <summary>The version of the host; the empty string is older than any other. Default: empty.</summary>
    public string Version { get; init; } = "";

    /// <summary>Default: every version runs.</summary>
    public VersionMatchStrategy Match { get; init; } = VersionMatchStrategy.None;

    /// <summary>Without effect when every version runs. Default: the instance waits.</summary>
    public VersionFailureStrategy Failure { get; init; } = VersionFailureStrategy.Reject;

    /// <summary>Says why an orchestration of a version does not run here; <see langword="null"/> when it does.</summary>
    public Failure? FindProblem(string version)
    {
        if (Match == VersionMatchStrategy.None)
        {
            return null;
        }

        var order = TaskOrchestrationVersioningUtils.CompareVersions(version, Version);
        return Match switch
        {
            VersionMatchStrategy.Strict when order != 0 => Mismatch($"The orchestration version '{version}' does not match the worker version '{Version}'."),
            VersionMatchStrategy.CurrentOrOlder when order > 0 => Mismatch($"The orchestration version '{version}' is greater than the worker version '{Version}'."),
            _ => null,
        };
    }

    /// <exception cref="ArgumentException">A value is none of its type.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Version);
        if (!Enum.IsDefined(Match) || !Enum.IsDefined(Failure))
        {
            throw new ArgumentException($"Unknown version strategies: {nameof(Match)} is {Match}, {nameof(Failure)} is {Failure}.");
        }
    }

    private static Failure Mismatch(string message) => new() { ErrorType = "VersionMismatch", ErrorMessage = message, IsNonRetriable = true };
}
