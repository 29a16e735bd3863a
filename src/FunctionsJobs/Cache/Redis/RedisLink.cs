using System.Diagnostics.CodeAnalysis;
using FunctionsJobs.Cache.Entries;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace FunctionsJobs.Cache.Redis;

/// <summary>The connection to a Redis server, which may be dead or slow at any time without anybody having to wait for it.</summary>
/// <remarks>
/// A call that fails, or is not answered in time, breaks the link. While it is broken every call fails at once; the server is asked for signs of life beside
/// the calls, and the first one mends the link. It is connected to anew now and then, since a connection may be dead without anybody telling.
/// </remarks>
internal sealed class RedisLink : IAsyncDisposable
{
    private const int ProbesPerConnection = 3;

    private readonly CancellationTokenSource _stopped = new();
    private readonly ConfigurationOptions _configuration;
    private readonly CacheOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer> _connection;
    private Task _mending = Task.CompletedTask;
    private bool _broken;

    /// <summary>Begins to connect; nobody waits for that but the first calls, and not longer than for an answer.</summary>
    public RedisLink(CacheOptions options, TimeProvider time, ILogger<RedisLink> logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        _configuration = ConfigurationOptions.Parse(options.ConnectionString);
        _configuration.AbortOnConnectFail = false;
        _configuration.ClientName = "FunctionsJobs";
        _connection = ConnectAsync();
    }

    /// <summary>Makes a call.</summary>
    /// <exception cref="CacheStoreException">It failed, took too long, or the link is broken.</exception>
    public async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _broken))
        {
            throw new CacheStoreException(CacheFault.Unavailable, "Redis does not answer at present.");
        }

        var connection = Volatile.Read(ref _connection);
        try
        {
            // Both waits together are what a caller may have to wait, once.
            var multiplexer = await connection.WaitAsync(_options.Timeout, _time, cancellation);
            return await call(multiplexer.GetDatabase()).WaitAsync(_options.Timeout, _time, cancellation);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal))
        {
            throw new CacheStoreException(CacheFault.WrongType, "The key holds something else.", e);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException or InvalidOperationException)
        {
            Break(e);
            throw new CacheStoreException(CacheFault.Unavailable, "Redis did not answer.", e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _mending;
        await CloseAsync(_connection);
        _stopped.Dispose();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync() => await Task.Run(() => ConnectionMultiplexer.ConnectAsync(_configuration));

    [SuppressMessage("Reliability", "CA2025", Justification = "The source is disposed of after the task that uses its token.")]
    private void Break(Exception cause)
    {
        lock (_lock)
        {
            if (_broken || _stopped.IsCancellationRequested)
            {
                return;
            }

            Volatile.Write(ref _broken, true);
            CacheLog.RedisLost(_logger, cause, cause is TimeoutException ? "no answer in time" : cause.GetType().Name);
            _mending = MendAsync(_time.GetTimestamp());
        }
    }

    private async Task MendAsync(long lostAt)
    {
        for (var probes = 1; ; probes++)
        {
            try
            {
                await Task.Delay(_options.ProbeInterval, _time, _stopped.Token);
                if (probes % ProbesPerConnection == 0)
                {
                    await ReconnectAsync();
                }

                var multiplexer = await _connection.WaitAsync(_options.Timeout, _time, _stopped.Token);
                await multiplexer.GetDatabase().PingAsync().WaitAsync(_options.Timeout, _time, _stopped.Token);
                CacheLog.RedisBack(_logger, _time.GetElapsedTime(lostAt));
                Volatile.Write(ref _broken, false);
                return;
            }
            catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                CacheLog.ProbeFailed(_logger, e);
            }
        }
    }

    private async Task ReconnectAsync()
    {
        var former = _connection;
        Volatile.Write(ref _connection, ConnectAsync());
        await CloseAsync(former);
    }

    private async Task CloseAsync(Task<ConnectionMultiplexer> connection)
    {
        try
        {
            // One that is still being made closes itself when it is there.
            await connection.ContinueWith(
                static made => made.Result.CloseAsync(allowCommandsToComplete: false),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion,
                TaskScheduler.Default).Unwrap().WaitAsync(_options.Timeout, _time);
        }
        catch (Exception e)
        {
            CacheLog.ProbeFailed(_logger, e);
        }
    }
}
