namespace FunctionsJobs.Cache;

/// <summary>Work that many ask for at once is done once: who comes while it is under way waits for the one that is.</summary>
/// <remarks>A caller that gives up leaves the others' work alone; when all have given up, the work is cancelled.</remarks>
internal sealed class SingleFlight
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Flight> _flights = new(StringComparer.Ordinal);

    /// <summary>Does the work, or waits for that which is under way under the same name.</summary>
    public async Task<T> RunAsync<T>(string name, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
        where T : class
    {
        Flight? flight;
        lock (_lock)
        {
            if (!_flights.TryGetValue(name, out flight))
            {
                _flights.Add(name, flight = new Flight());

                // Not on the caller's thread, and not in its context: the work outlives its caller.
                using (ExecutionContext.SuppressFlow())
                {
                    _ = Task.Run(() => FlyAsync(name, flight, work), CancellationToken.None);
                }
            }

            flight.Waiting++;
        }

        try
        {
            return (T)await flight.Landed.Task.WaitAsync(cancellation);
        }
        finally
        {
            Leave(name, flight);
        }
    }

    private async Task FlyAsync<T>(string name, Flight flight, Func<CancellationToken, Task<T>> work)
        where T : class
    {
        try
        {
            var result = await work(flight.Abandoned.Token);
            End(name, flight);
            flight.Landed.SetResult(result);
        }
        catch (Exception e)
        {
            End(name, flight);
            flight.Landed.SetException(e);
        }
    }

    private void Leave(string name, Flight flight)
    {
        lock (_lock)
        {
            if (--flight.Waiting > 0 || flight.Landed.Task.IsCompleted)
            {
                return;
            }

            _flights.Remove(name);
        }

        flight.Abandoned.Cancel();
    }

    // Before its end is seen: nobody joins work that has ended.
    private void End(string name, Flight flight)
    {
        lock (_lock)
        {
            if (_flights.GetValueOrDefault(name) == flight)
            {
                _flights.Remove(name);
            }
        }
    }

    private sealed class Flight
    {
        public TaskCompletionSource<object> Landed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationTokenSource Abandoned { get; } = new();

        public int Waiting { get; set; }
    }
}
