using System.Reflection;
using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask;

/// <summary>
/// The activities, orchestrators and entities of a worker, registered by type, instance, factory or delegate. Names are compared without regard
/// to case; a name can be registered once per version.
/// </summary>
public sealed partial class DurableTaskRegistry
{
    /// <summary>The registered activities.</summary>
    internal TaskRegistrations<ITaskActivity> Activities { get; } = new();

    /// <summary>The registered orchestrators.</summary>
    internal TaskRegistrations<ITaskOrchestrator> Orchestrators { get; } = new();

    /// <summary>The registered entities; they have no versions.</summary>
    internal TaskRegistrations<ITaskEntity> Entities { get; } = new();

    private static TaskName NameOf(Type type) =>
        type.GetCustomAttribute<DurableTaskAttribute>() is { Name.Name: { Length: > 0 } name } ? name : type.Name;

    private static TaskVersion VersionOf(Type type) => type.GetCustomAttribute<DurableTaskAttribute>()?.Version;

    private static void RequireConcrete<TTask>(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!typeof(TTask).IsAssignableFrom(type) || type.IsAbstract)
        {
            throw new ArgumentException($"The type '{type}' is not a class that implements '{typeof(TTask)}'.", nameof(type));
        }
    }
}
