using Microsoft.DurableTask;

namespace FunctionsJobs.Lifecycle;

/// <summary>
/// The parts a job is cut into: runs a bounded number of them at once, and remembers those that succeeded, so that the next attempt runs only
/// the others. Kept outside the attempt, by the orchestrator.
/// </summary>
/// <typeparam name="TResult">What a part answers.</typeparam>
public sealed class JobParts<TResult>(int count)
    where TResult : class
{
    private readonly TResult?[] _results = new TResult?[count];

    /// <summary>
    /// Runs the parts that have not succeeded yet, in order of their index. After a fault no further part is started, and those under way are
    /// awaited, so that nothing of the attempt is left behind when it ends.
    /// </summary>
    /// <param name="parallelism">Parts under way at once, at least 1.</param>
    /// <param name="start">Starts the part of an index, 0 to count - 1.</param>
    /// <returns>The results, by index.</returns>
    /// <exception cref="JobFaultException">A part failed. Where several did: a fault that makes another attempt pointless, or else the first.</exception>
    public async Task<IReadOnlyList<TResult>> RunAsync(int parallelism, Func<int, Task<TResult>> start)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelism, 1);
        var waiting = new Queue<int>(Enumerable.Range(0, _results.Length).Where(index => _results[index] is null));
        var underWay = new List<Task>(parallelism);
        JobFault? worst = null;
        while (true)
        {
            while (worst is null && underWay.Count < parallelism && waiting.TryDequeue(out var index))
            {
                underWay.Add(RunPartAsync(index));
            }

            if (underWay.Count == 0)
            {
                return worst is null ? [.. _results.Select(result => result!)] : throw new JobFaultException(worst);
            }

            underWay.Remove(await Task.WhenAny(underWay));
        }

        async Task RunPartAsync(int index)
        {
            try
            {
                _results[index] = await start(index);
            }
            catch (TaskFailedException e)
            {
                Note(e.FailureDetails.ToJobFault());
            }
            catch (JobFaultException e)
            {
                Note(e.Fault);
            }
        }

        void Note(JobFault fault)
        {
            if (worst is null || (worst.Retryable && !fault.Retryable))
            {
                worst = fault;
            }
        }
    }
}
