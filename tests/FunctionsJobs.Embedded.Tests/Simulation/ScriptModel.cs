using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>What a script comes to when nothing goes wrong, worked out without the engine.</summary>
internal sealed class ScriptModel
{
    private readonly Dictionary<string, int> _events = new(StringComparer.Ordinal);

    private ScriptModel(Script script)
    {
        for (var generation = 0; generation < script.Generations; generation++)
        {
            Output += ScriptPlayer.Join(script.Acts.Select(act => OutcomeOf(act, generation)));
        }

        Status = script.Fails ? InstanceStatus.Failed : InstanceStatus.Completed;
    }

    /// <summary>How it ends.</summary>
    public string Status { get; }

    /// <summary>Its output, or the message of its failure.</summary>
    public string Output { get; } = "";

    /// <summary>How many events of each name it waits for; the n-th one carries n.</summary>
    public IReadOnlyDictionary<string, int> Events => _events;

    public static ScriptModel Of(Script script) => new(script);

    private string OutcomeOf(Act act, int generation) => act.Kind switch
    {
        ActKind.Call => act.Failures < act.Attempts ? act.EffectKey(generation) : ScriptPlayer.Failed,
        ActKind.Timer => ScriptPlayer.OnTime,
        ActKind.Race => ScriptPlayer.Decided,
        ActKind.Event or ActKind.PatientEvent => EventOf(act.EventName(generation)),
        ActKind.Listen => ScriptPlayer.Word,
        ActKind.Child or ActKind.Dialog => Of(act.Child!) is var child && child.Status == InstanceStatus.Completed ? $"[{child.Output}]" : $"![{child.Output}]",
        ActKind.Together => $"({string.Join(',', act.Acts.Select(inner => OutcomeOf(inner, generation)))})",
        ActKind.AskInVain => ScriptPlayer.Failed,
        _ => ScriptPlayer.Done,
    };

    private string EventOf(string name)
    {
        var number = _events.GetValueOrDefault(name) + 1;
        _events[name] = number;
        return $"{name}={number}";
    }
}
