namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>Writes random scripts.</summary>
internal sealed class ScriptWriter(Random random)
{
    private const int Deepest = 2;

    private int _keys;

    /// <summary>Ids of the entities that scripts meet.</summary>
    public static IReadOnlyList<string> Entities { get; } = ["@register@a", "@register@b", "@register@c"];

    /// <summary>A key that no other act has.</summary>
    public string NewKey() => $"k{++_keys}";

    public Script Write() => Write(depth: 0, hasEvents: true);

    private Script Write(int depth, bool hasEvents) => new()
    {
        Acts = Acts(random.Next(1, depth == 0 ? 6 : 4), depth, hasEvents, sequential: true),
        Generations = random.Next(5) == 0 ? random.Next(2, 4) : 1,
        Fails = random.Next(8) == 0,
    };

    private List<Act> Acts(int count, int depth, bool hasEvents, bool sequential) =>
        [.. Enumerable.Range(0, count).Select(_ => NewAct(depth, hasEvents, sequential))];

    private Act NewAct(int depth, bool hasEvents, bool sequential)
    {
        var key = NewKey();
        var kind = KindOf(random.Next(20), depth, hasEvents, sequential);
        return kind switch
        {
            ActKind.Call => new Act { Kind = kind, Key = key, Failures = random.Next(3) == 0 ? random.Next(1, 4) : 0, Attempts = random.Next(1, 4) },
            ActKind.Timer or ActKind.Race => new Act { Kind = kind, Key = key, Seconds = random.Next(4) == 0 ? 0 : random.Next(1, 20_000) },
            ActKind.Event or ActKind.PatientEvent => new Act { Kind = kind, Key = key, SharesName = sequential && random.Next(2) == 0 },
            ActKind.Child => NewChild(key, depth, hasEvents && random.Next(2) == 0),
            ActKind.Dialog => new Act { Kind = kind, Key = key, NamesChild = true, Child = NewListener(depth) },
            ActKind.Together => new Act { Kind = kind, Key = key, Acts = Acts(random.Next(2, 5), depth, hasEvents, sequential: false) },
            ActKind.Lock => new Act { Kind = kind, Key = key, Entities = [.. Entities.Where(_ => random.Next(2) == 0).DefaultIfEmpty(Entities[0])] },
            _ => new Act { Kind = kind, Key = key, Entities = [Entities[random.Next(Entities.Count)]], Seconds = random.Next(1, 4_000) },
        };
    }

    private static ActKind KindOf(int roll, int depth, bool hasEvents, bool sequential) => roll switch
    {
        < 5 => ActKind.Call,
        5 => ActKind.Timer,
        6 => ActKind.Race,
        7 or 8 when hasEvents => ActKind.Event,
        9 when hasEvents => ActKind.PatientEvent,
        10 or 11 when depth < Deepest => ActKind.Child,
        12 when depth < Deepest => ActKind.Dialog,
        13 or 14 when sequential => ActKind.Together,
        15 => ActKind.Ask,
        16 => ActKind.Tell,
        17 => ActKind.TellLater,
        18 when sequential => ActKind.Lock,
        19 => ActKind.AskInVain,
        _ => ActKind.Status,
    };

    // The outside knows children that have names of their own only, and sends events to no others.
    private Act NewChild(string key, int depth, bool isNamed) => new()
    {
        Kind = ActKind.Child,
        Key = key,
        NamesChild = isNamed,
        Attempts = isNamed ? 1 : random.Next(1, 3),
        Child = Write(depth + 1, hasEvents: isNamed),
    };

    private Script NewListener(int depth) => new()
    {
        Acts = [.. Acts(random.Next(2), depth + 1, hasEvents: false, sequential: true), new Act { Kind = ActKind.Listen, Key = NewKey() }],
    };
}
