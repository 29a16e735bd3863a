using Microsoft.Extensions.Logging;
using Npgsql;

namespace FunctionsJobs.Postgres;

/// <summary>Runs something again while the database asks for it or cannot be reached, until a time limit; faults come out in the stores' terms.</summary>
internal sealed class PostgresRepeat(string store, TimeSpan limit, TimeProvider time, ILogger logger)
{
    private const int MaxExponent = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);

    private uint _jitter = (uint)Environment.ProcessId;

    /// <summary>Runs <paramref name="attempt"/>, which may be run again from its start, since nothing of a failed attempt is left.</summary>
    /// <param name="attempt">One attempt.</param>
    /// <param name="onStandby">Called when the server turned out to be read-only, before the next attempt.</param>
    /// <param name="cancellation">Ends the pauses between attempts.</param>
    /// <exception cref="PostgresFaultException">The fault is not worth repeating, or the time is over.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> attempt, Action onStandby, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        for (var exponent = 0; ; exponent = Math.Min(exponent + 1, MaxExponent))
        {
            try
            {
                return await attempt();
            }
            catch (Exception e) when (e is not PostgresFaultException && PostgresFaults.Of(e) is { } fault)
            {
                var remaining = limit - time.GetElapsedTime(started);
                if (!fault.IsWorthRepeating || remaining <= TimeSpan.Zero)
                {
                    throw new PostgresFaultException(fault, e);
                }

                Report(e, fault, remaining);
                if (e is PostgresException { SqlState: PostgresFaults.ReadOnlyTransaction })
                {
                    onStandby();
                }

                await Task.Delay(Pause(exponent), time, cancellation);
            }
        }
    }

    private void Report(Exception e, PostgresFault fault, TimeSpan remaining)
    {
        if (e is PostgresException { SqlState: "40001" or "40P01" })
        {
            PostgresLog.Collided(logger, e, store);
        }
        else
        {
            PostgresLog.Repeating(logger, e, store, fault.Message, remaining);
        }
    }

    // Between half of the pause and the whole, so that those who collided come back at different times.
    private TimeSpan Pause(int exponent)
    {
        var spread = (Interlocked.Increment(ref _jitter) * 2654435769u) / (double)uint.MaxValue;
        return FirstPause * (1 << exponent) * (0.5 + (spread / 2));
    }
}
