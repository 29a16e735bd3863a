using System.Reflection;
using Xunit.Sdk;

namespace FunctionsJobs.Conformance.Hosts;

/// <summary>
/// Runs a theory once in every mode of the host: the first parameter is the <see cref="DurableMode"/>, the rest are the arguments given
/// here.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EveryModeAttribute(params object?[] arguments) : DataAttribute
{
    /// <summary>What the behaviour needs of the host. Where it lacks, the test is reported as skipped, with the reason.</summary>
    public HostFeatures Needs { get; init; }

    /// <inheritdoc/>
    public override string? Skip
    {
        get => (Needs & ~DurableHosts.Features) is not HostFeatures.None and var missing
            ? $"{DurableHosts.Name} lacks {missing}."
            : base.Skip;
        set => base.Skip = value;
    }

    /// <inheritdoc/>
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) =>
        DurableHosts.Modes.Select(mode => (object?[])[mode, .. arguments]);
}
