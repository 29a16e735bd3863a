namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>What can go wrong with a write.</summary>
internal enum WriteFault
{
    None,

    /// <summary>The process dies, and the write is lost.</summary>
    CrashBefore,

    /// <summary>The write is durable, but the process dies before anybody hears of it.</summary>
    CrashAfter,

    /// <summary>The write fails with an exception.</summary>
    FailBefore,

    /// <summary>The write is durable, but ends with an exception: its outcome is unknown.</summary>
    FailAfter,
}

/// <summary>How a read takes its time.</summary>
internal enum ReadDelay
{
    None,

    /// <summary>It reads late.</summary>
    Before,

    /// <summary>What it read comes late.</summary>
    After,
}

/// <summary>What goes wrong in one simulation, and when. It is bounded, so that the rest comes to an end.</summary>
internal sealed class FaultPlan(Random random, Action<string> note)
{
    private readonly int _reciprocal = 1 << random.Next(3, 9);
    private readonly int _slowReads = random.Next(0, 60);
    private int _crashes = random.Next(0, 7);
    private int _jumps = random.Next(0, 3);

    /// <summary>Set when the process is to die before anything else happens.</summary>
    public bool CrashPending { get; set; }

    /// <summary>Faults that have happened.</summary>
    public int Happened { get; private set; }

    public WriteFault OfWrite(string what)
    {
        if (!Strikes())
        {
            return WriteFault.None;
        }

        var fault = (WriteFault)random.Next((int)WriteFault.CrashBefore, (int)WriteFault.FailAfter + 1);
        Note($"{fault}: {what}");
        return fault;
    }

    public bool OfRead(string what)
    {
        if (random.Next(20) > 0 || !Strikes())
        {
            return false;
        }

        Note($"read fails: {what}");
        return true;
    }

    public ReadDelay DelayOfRead() => random.Next(100) < _slowReads ? (ReadDelay)random.Next((int)ReadDelay.Before, (int)ReadDelay.After + 1) : ReadDelay.None;

    /// <summary>Whether the process dies now, between two other things.</summary>
    public bool Crashes()
    {
        if (random.Next(4) > 0 || !Strikes())
        {
            return false;
        }

        Note("crash");
        return true;
    }

    /// <summary>By how much the clock is set, if it is now.</summary>
    public TimeSpan? Jump()
    {
        if (_jumps == 0 || random.Next(100) > 0)
        {
            return null;
        }

        _jumps--;
        var by = TimeSpan.FromMinutes(random.Next(2) == 0 ? -60 : 60);
        Note($"clock jumps by {by}");
        return by;
    }

    private bool Strikes()
    {
        if (_crashes == 0 || random.Next(_reciprocal) > 0)
        {
            return false;
        }

        _crashes--;
        return true;
    }

    private void Note(string what)
    {
        Happened++;
        note(what);
    }
}
