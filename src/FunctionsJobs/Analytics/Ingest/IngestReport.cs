namespace FunctionsJobs.Analytics.Ingest;

/// <summary>What became of one body of events, so far.</summary>
/// <param name="maxErrors">How many rejected lines are named.</param>
public sealed class IngestReport(int maxErrors)
{
    private readonly List<RejectedLine> _errors = [];

    /// <summary>Events that are stored now and were not before.</summary>
    public long Accepted { get; private set; }

    /// <summary>Events whose id was there already.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Lines that were refused.</summary>
    public long Rejected { get; private set; }

    /// <summary>The first of the rejected lines.</summary>
    public IReadOnlyList<RejectedLine> Errors => _errors;

    /// <summary>Why the rest of the body was not read, or <see langword="null"/> when it was read to its end.</summary>
    public BodyRefusal? Refusal { get; internal set; }

    internal void Add(IngestResult result)
    {
        Accepted += result.Accepted;
        Duplicates += result.Duplicates;
    }

    internal void Reject(long line, LineError error)
    {
        Rejected++;
        if (_errors.Count < maxErrors)
        {
            _errors.Add(new RejectedLine(line, error.Field, error.Reason));
        }
    }
}
