namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>What could happen next. One thing happens at a time, and the seed says which.</summary>
internal sealed class Agenda
{
    private readonly List<(string Label, Action Happen)> _items = [];

    public int Count => _items.Count;

    /// <summary>Adds something that may happen any time from now on.</summary>
    /// <param name="label">The same whenever the simulation is repeated: no ids that are made up anew.</param>
    /// <param name="happen">Does it, on the simulation's thread.</param>
    public void Add(string label, Action happen) => _items.Add((label, happen));

    /// <summary>Takes one of the things out.</summary>
    public (string Label, Action Happen) Take(Random random)
    {
        var index = random.Next(_items.Count);
        var item = _items[index];
        _items.RemoveAt(index);
        return item;
    }

    /// <summary>Nothing of it happens any more.</summary>
    public void Clear() => _items.Clear();
}
