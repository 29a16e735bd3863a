using System.Net;
using System.Net.Sockets;

namespace FunctionsJobs.Benchmarks.Http;

/// <summary>
/// Sends requests over a number of connections, each the next one when the answer to the last has come. One thread serves them all: the
/// load shares the machine with the host and must cost little.
/// </summary>
internal static class HttpLoad
{
    /// <param name="address">The host.</param>
    /// <param name="connections">How many requests are on their way at the same time.</param>
    /// <param name="duration">After which no more requests are sent.</param>
    /// <param name="request">The bytes of the n-th request.</param>
    /// <param name="expectedStatus">Any other status is a fault.</param>
    public static Task<LoadResult> RunAsync(
        IPEndPoint address, int connections, TimeSpan duration, Func<int, ReadOnlyMemory<byte>> request, int expectedStatus) =>
        Task.Factory.StartNew(() => Run(address, connections, duration, request, expectedStatus), TaskCreationOptions.LongRunning);

    private static LoadResult Run(IPEndPoint address, int connections, TimeSpan duration, Func<int, ReadOnlyMemory<byte>> request, int expectedStatus)
    {
        var open = new Dictionary<Socket, LoadConnection>();
        var times = new List<double>();
        var sent = 0;
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            for (var i = 0; i < connections; i++)
            {
                var connection = new LoadConnection(address);
                open.Add(connection.Socket, connection);
                connection.Send(request(sent++).Span);
            }

            var waiting = open.Keys.ToList();
            var ready = new List<Socket>();
            while (waiting.Count > 0)
            {
                ready.Clear();
                ready.AddRange(waiting);
                Socket.Select(ready, null, null, TimeSpan.FromSeconds(30));
                if (ready.Count == 0)
                {
                    throw new InvalidOperationException("no answer for 30 seconds");
                }

                foreach (var socket in ready)
                {
                    var connection = open[socket];
                    if (!connection.Receive(expectedStatus))
                    {
                        continue;
                    }

                    times.Add(TimeProvider.System.GetElapsedTime(connection.SentAt).TotalMilliseconds);
                    if (TimeProvider.System.GetElapsedTime(started) < duration)
                    {
                        connection.Send(request(sent++).Span);
                    }
                    else
                    {
                        waiting.Remove(socket);
                    }
                }
            }

            return new LoadResult(times.Count / TimeProvider.System.GetElapsedTime(started).TotalSeconds, times);
        }
        finally
        {
            foreach (var connection in open.Values)
            {
                connection.Dispose();
            }
        }
    }
}
