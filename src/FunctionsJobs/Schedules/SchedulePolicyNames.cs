using System.Diagnostics.CodeAnalysis;
using FunctionsJobs.JobStore;

namespace FunctionsJobs.Schedules;

/// <summary>The persisted names of policies and states, which the HTTP API shows and reads, too. Append-only.</summary>
public static class SchedulePolicyNames
{
    private static readonly Dictionary<string, MisfirePolicy> Misfires = new(StringComparer.Ordinal)
    {
        ["skip"] = MisfirePolicy.Skip,
        ["once"] = MisfirePolicy.Once,
        ["all"] = MisfirePolicy.All,
    };

    private static readonly Dictionary<string, OverlapPolicy> Overlaps = new(StringComparer.Ordinal)
    {
        ["skip"] = OverlapPolicy.Skip,
        ["allow"] = OverlapPolicy.Allow,
        ["queue"] = OverlapPolicy.Queue,
    };

    private static readonly Dictionary<string, ScheduleState> States = new(StringComparer.Ordinal)
    {
        ["active"] = ScheduleState.Active,
        ["paused"] = ScheduleState.Paused,
    };

    private static readonly Dictionary<string, ScheduleRunOutcome> Outcomes = new(StringComparer.Ordinal)
    {
        ["started"] = ScheduleRunOutcome.Started,
        ["waiting"] = ScheduleRunOutcome.Waiting,
        ["skipped"] = ScheduleRunOutcome.Skipped,
    };

    /// <summary>The persisted name of a policy.</summary>
    public static string ToName(this MisfirePolicy policy) => NameOf(Misfires, policy);

    /// <summary>The persisted name of a policy.</summary>
    public static string ToName(this OverlapPolicy policy) => NameOf(Overlaps, policy);

    /// <summary>The persisted name of a state.</summary>
    public static string ToName(this ScheduleState state) => NameOf(States, state);

    /// <summary>The persisted name of an outcome.</summary>
    public static string ToName(this ScheduleRunOutcome outcome) => NameOf(Outcomes, outcome);

    /// <summary>The policy of a name, as a caller wrote it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out MisfirePolicy policy) => Misfires.TryGetValue(name ?? "", out policy);

    /// <summary>The policy of a name, as a caller wrote it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out OverlapPolicy policy) => Overlaps.TryGetValue(name ?? "", out policy);

    /// <summary>The policy of a persisted name.</summary>
    /// <exception cref="JobStoreException">The name is not known: a row written by a newer version, or damaged.</exception>
    public static MisfirePolicy ParseMisfire(string name) => Of(Misfires, name);

    /// <inheritdoc cref="ParseMisfire"/>
    public static OverlapPolicy ParseOverlap(string name) => Of(Overlaps, name);

    /// <inheritdoc cref="ParseMisfire"/>
    public static ScheduleState ParseState(string name) => Of(States, name);

    /// <inheritdoc cref="ParseMisfire"/>
    public static ScheduleRunOutcome ParseOutcome(string name) => Of(Outcomes, name);

    private static string NameOf<T>(Dictionary<string, T> names, T value)
        where T : struct, Enum
    {
        foreach (var (name, named) in names)
        {
            if (EqualityComparer<T>.Default.Equals(named, value))
            {
                return name;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(value), value, $"Not a {typeof(T).Name}.");
    }

    private static T Of<T>(Dictionary<string, T> names, string name)
        where T : struct, Enum => names.TryGetValue(name, out var value)
            ? value
            : throw new JobStoreException($"The job store holds the unknown {typeof(T).Name} '{name}'.");
}
