using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Entities;

/// <summary>Keeps what it is told, in order.</summary>
internal sealed class Journal : TaskEntity<List<string>>
{
    public int Write(string line)
    {
        State.Add(line);
        return State.Count;
    }

    /// <summary>Writes, and then throws.</summary>
    public void WriteAndFail(string line)
    {
        State.Add(line);
        throw new InvalidOperationException($"no {line}");
    }

    public string Read() => string.Join(' ', State);

    /// <summary>Signals as many lines as asked for to another journal, or to this one.</summary>
    public void Tell(Telling telling)
    {
        for (var i = 1; i <= telling.Count; i++)
        {
            Context.SignalEntity(EntityInstanceId.FromString(telling.To), nameof(Write), $"{telling.Line}{i}", telling.At is { } at ? new SignalEntityOptions { SignalTime = at } : null);
        }

        if (telling.Fails)
        {
            throw new InvalidOperationException("told in vain");
        }
    }
}

/// <summary>What a <see cref="Journal"/> tells another one.</summary>
internal sealed record Telling(string To, string Line, int Count, DateTimeOffset? At = null, bool Fails = false);
