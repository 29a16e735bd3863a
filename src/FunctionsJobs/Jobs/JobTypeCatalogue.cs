using System.Diagnostics.CodeAnalysis;

namespace FunctionsJobs.Jobs;

/// <summary>All job types of this program, by queue and name. Closed once built: no request and no setting adds to it.</summary>
public sealed class JobTypeCatalogue
{
    private readonly Dictionary<string, Dictionary<string, IJobStarter>> _queues = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">Two job types share a name, or a queue has not exactly one default.</exception>
    internal JobTypeCatalogue(IEnumerable<IJobStarter> starters)
    {
        foreach (var queue in starters.GroupBy(starter => starter.Queue, StringComparer.Ordinal))
        {
            if (queue.Count(starter => starter.IsQueueDefault) != 1)
            {
                throw new InvalidOperationException($"Queue '{queue.Key}' must have exactly one default job type.");
            }

            var types = new Dictionary<string, IJobStarter>(StringComparer.Ordinal);
            foreach (var starter in queue)
            {
                if (!types.TryAdd(starter.Type, starter))
                {
                    throw new InvalidOperationException($"Queue '{queue.Key}' has two job types of the name '{starter.Type}'.");
                }
            }

            _queues.Add(queue.Key, types);
        }
    }

    /// <summary><c>queue/type</c> of every job type, in ordinal order.</summary>
    public IEnumerable<string> Names =>
        _queues.SelectMany(queue => queue.Value.Keys.Select(type => $"{queue.Key}/{type}")).Order(StringComparer.Ordinal);

    /// <summary>Every job type, in ordinal order of queue and name.</summary>
    internal IEnumerable<IJobStarter> Starters => _queues.Values.SelectMany(types => types.Values)
        .OrderBy(starter => starter.Queue, StringComparer.Ordinal).ThenBy(starter => starter.Type, StringComparer.Ordinal);

    /// <summary>
    /// The canonical name of a queue as it stands in a route. Older clients write a colon where the name has its first hyphen
    /// (<c>analytics:aggregation</c>).
    /// </summary>
    public bool TryFindQueue(string nameInRoute, [NotNullWhen(true)] out string? queue)
    {
        queue = nameInRoute.Replace(':', '-');
        if (_queues.ContainsKey(queue))
        {
            return true;
        }

        queue = null;
        return false;
    }

    /// <summary>The job type that a job of this name has in a queue that exists: the type of that name, or the queue's default.</summary>
    internal IJobStarter Resolve(string queue, string jobName) =>
        _queues[queue].TryGetValue(jobName, out var starter) ? starter : _queues[queue].Values.Single(type => type.IsQueueDefault);

    /// <summary>The job type of a stored job.</summary>
    /// <exception cref="InvalidOperationException">This version of the program does not have it.</exception>
    internal IJobStarter Get(string queue, string type) =>
        _queues.TryGetValue(queue, out var types) && types.TryGetValue(type, out var starter)
            ? starter
            : throw new InvalidOperationException($"This version does not know the job type '{queue}/{type}'.");
}
