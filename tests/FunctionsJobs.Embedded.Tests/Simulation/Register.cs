using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>An entity that keeps every entry, so that it shows which operations were applied, how often, and in which order.</summary>
internal sealed class Register : TaskEntity<List<string>>
{
    public const string Name = "Register";
    public const string AddOperation = nameof(Add);
    public const string RefuseOperation = nameof(Refuse);

    /// <summary>The first entry of a critical section.</summary>
    public static string Begin(string key) => key + "<";

    /// <summary>The last entry of a critical section; nothing may come between.</summary>
    public static string End(string key) => key + ">";

    public void Add(string entry) => State.Add(entry);

    public void Refuse(string entry)
    {
        State.Add(entry);
        throw new InvalidOperationException(entry);
    }

    protected override List<string> InitializeState(TaskEntityOperation entityOperation) => [];
}
