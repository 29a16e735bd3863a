using System.Text;

namespace FunctionsJobs.EndToEnd.Proofs;

/// <summary>
/// What activities did, in files outside the program: a line for everything that happened, and a file per effect, which a second one of the same job would
/// find there. What was written stays when the process is killed.
/// </summary>
public sealed class ProofLedger
{
    public const string Begun = "begun";
    public const string Line = "line";
    public const string Stopped = "stopped";

    private readonly string _lines;
    private readonly string _effects;
    private readonly Lock _lock = new();

    public ProofLedger(string folder)
    {
        _lines = Path.Combine(folder, "lines");
        _effects = Directory.CreateDirectory(Path.Combine(folder, "effects")).FullName;
    }

    /// <summary>Notes that something happened for a job.</summary>
    public void Write(string jobId, string what)
    {
        var line = Encoding.ASCII.GetBytes($"{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()} {jobId} {what}\n");
        lock (_lock)
        {
            using var file = new FileStream(_lines, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            file.Write(line);
        }
    }

    /// <summary>The job's effect: the first time it is there afterwards, and every other time it was there already.</summary>
    public void Effect(string jobId)
    {
        try
        {
            new FileStream(Path.Combine(_effects, jobId), FileMode.CreateNew).Dispose();
        }
        catch (IOException) when (File.Exists(Path.Combine(_effects, jobId)))
        {
            // An activity that ran again.
        }
    }

    /// <summary>The jobs that have had their effect.</summary>
    public IReadOnlyCollection<string> Effects => [.. Directory.EnumerateFiles(_effects).Select(file => Path.GetFileName(file))];

    /// <summary>Everything that was noted, in order.</summary>
    public IReadOnlyList<(DateTimeOffset At, string JobId, string What)> Lines
    {
        get
        {
            using var file = new StreamReader(new FileStream(_lines, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
            return
            [
                .. file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
                    .Select(parts => (DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[0])), parts[1], parts[2])),
            ];
        }
    }
}
