using FunctionsJobs.Embedded.Storage.Migrations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>A task hub in one SQLite file under write-ahead logging.</summary>
/// <remarks>
/// Writes go to one thread (<see cref="HubWriter"/>), which commits them in groups; reads run on the caller's thread, on connections of
/// their own. The ownership lock is taken before the file is touched, and released after the last connection is closed.
/// </remarks>
internal sealed class SqliteTaskHubStore : ITaskHubStore
{
    private const int KeysPerPurge = 128;

    private readonly SqliteTaskHubOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TaskHubMigrator _migrator;
    private readonly PayloadCodec _codec;
    private readonly StepCheck _check;
    private readonly FinishedInstanceCache _cache;
    private readonly Lock _lifetime = new();
    private TaskHubFileLock? _ownership;
    private HubWriter? _writer;
    private HubReaderPool? _readers;
    private readonly TaskCompletionSource<TaskHubStoreException> _faulted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _closing;

    /// <param name="options">Where and how; validated here.</param>
    /// <param name="time">For the record of applied migrations, and to measure the opening.</param>
    /// <param name="logger">Hears of openings, migrations and faults; <see langword="null"/> for nobody.</param>
    /// <param name="migrations">The schema; <see langword="null"/> for that of this version.</param>
    public SqliteTaskHubStore(
        SqliteTaskHubOptions options, TimeProvider time, ILogger<SqliteTaskHubStore>? logger = null, IReadOnlyList<Migration>? migrations = null)
    {
        options.Validate();
        _options = options;
        _time = time;
        _logger = logger ?? NullLogger<SqliteTaskHubStore>.Instance;
        _migrator = new TaskHubMigrator(migrations ?? TaskHubMigrations.All, time, _logger);
        _codec = new PayloadCodec(options.CompressionThreshold, options.MaxPayloadSize);
        _check = new StepCheck(_codec);
        _cache = new FinishedInstanceCache(options.CacheSize);
    }

    public Task<TaskHubStoreException> Faulted => _faulted.Task;

    public async Task<TaskHubRecovery> OpenAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var started = _time.GetTimestamp();
        Task<TaskHubRecovery> opening;
        lock (_lifetime)
        {
            ObjectDisposedException.ThrowIf(_closing is not null, this);
            if (_writer is not null)
            {
                throw new InvalidOperationException("The store was opened before.");
            }

            var path = TaskHubFileLock.ResolvePath(_options.FilePath);
            _ownership = TaskHubFileLock.Acquire(path);
            var file = new SqliteTaskHubFile(_options, path, _time);
            _readers = new HubReaderPool(file);
            _writer = new HubWriter(file, _migrator, _options, _cache, _logger, cause => _faulted.TrySetResult(cause));
            opening = _writer.StartAsync(RecoveryReader.Read);
        }

        try
        {
            var recovery = await opening;
            SqliteTaskHubLog.Opened(_logger, _options.FilePath, (long)_time.GetElapsedTime(started).TotalMilliseconds);
            return recovery;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public Task<StepResult> CommitAsync(TaskHubStep step)
    {
        try
        {
            var write = new StepWrite(step, _check.Pack(step));
            Writer.Enqueue(write);
            return write.Completion;
        }
        catch (Exception exception)
        {
            return Task.FromException<StepResult>(exception);
        }
    }

    public ValueTask<InstanceRecord?> GetInstanceAsync(string instanceId, bool withPayloads, CancellationToken cancellation)
    {
        // A closed store answers from its cache no more than from its file.
        if (!cancellation.IsCancellationRequested && _closing is null && _cache.Find(instanceId) is { } finished)
        {
            if (!withPayloads)
            {
                finished.Input = finished.Output = null;
            }

            return new ValueTask<InstanceRecord?>(finished);
        }

        return ReadAsync(
            (instanceId, withPayloads, _cache),
            static (reader, args) =>
            {
                var lastCommit = args._cache.LastCommit;
                var instance = InstanceReader.Read(reader, args.instanceId, args.withPayloads);
                if (instance is not null && args.withPayloads)
                {
                    args._cache.Add(instance, lastCommit);
                }

                return instance;
            },
            cancellation);
    }

    public ValueTask<InstanceRecord?> GetInstanceAsync(long instanceKey, CancellationToken cancellation) =>
        ReadAsync(instanceKey, static (reader, key) => InstanceReader.Read(reader, key, withPayloads: true), cancellation);

    public ValueTask<IReadOnlyList<HistoryRecord>> ReadHistoryAsync(long instanceKey, CancellationToken cancellation) =>
        ReadAsync<(long, CancellationToken), IReadOnlyList<HistoryRecord>>(
            (instanceKey, cancellation), static (reader, args) => HistoryReader.Read(reader, args.Item1, args.Item2), cancellation);

    public ValueTask<IReadOnlyList<MessageRecord>> ReadMessagesAsync(IReadOnlyCollection<long> messageIds, CancellationToken cancellation) =>
        ReadAsync<(IReadOnlyCollection<long>, CancellationToken), IReadOnlyList<MessageRecord>>(
            (messageIds, cancellation), static (reader, args) => HistoryReader.ReadMessages(reader, args.Item1, args.Item2), cancellation);

    public ValueTask<EntityRecord?> GetEntityAsync(string entityId, CancellationToken cancellation) =>
        ReadAsync(entityId, static (reader, id) => EntityReader.Read(reader, id), cancellation);

    public ValueTask<Page<InstanceRecord>> QueryInstancesAsync(
        InstanceFilter filter, string? continuation, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return ReadAsync(
            (filter, continuation, limit, cancellation),
            static (reader, args) => reader.ReadCancellable(
                () => InstanceQuery.Read(reader, args.filter, args.continuation, args.limit, args.cancellation), args.cancellation), cancellation);
    }

    public ValueTask<Page<string>> QueryCompletedIdsAsync(
        InstanceFilter filter, string? continuation, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return ReadAsync(
            (filter, continuation, limit, cancellation),
            static (reader, args) => reader.ReadCancellable(
                () => CompletedIds.Read(reader, args.filter, args.continuation, args.limit, args.cancellation), args.cancellation), cancellation);
    }

    public ValueTask<Page<EntityRecord>> QueryEntitiesAsync(
        EntityFilter filter, string? continuation, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return ReadAsync(
            (filter, continuation, limit, cancellation),
            static (reader, args) => reader.ReadCancellable(
                () => EntityReader.ReadPage(reader, args.filter, args.continuation, args.limit, args.cancellation), args.cancellation), cancellation);
    }

    public async Task<int> PurgeAsync(IReadOnlyCollection<long> instanceKeys, CancellationToken cancellation)
    {
        var purged = 0;
        foreach (var slice in instanceKeys.Chunk(KeysPerPurge))
        {
            cancellation.ThrowIfCancellationRequested();
            var write = new PurgeWrite(slice);
            Writer.Enqueue(write);
            purged += await write.Completion;
        }

        return purged;
    }

    public ValueTask<string?> ReadDocumentAsync(string name, CancellationToken cancellation) =>
        ReadAsync(name, static (reader, key) => EntityReader.ReadDocument(reader, key), cancellation);

    public async Task WriteDocumentAsync(string name, string json, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        List<PackedPayload>? packed = null;
        _codec.Pack(json, $"document '{name}'", ref packed);
        var write = new DocumentWrite(name, json, packed);
        Writer.Enqueue(write);
        await write.Completion;
    }

    public ValueTask DisposeAsync()
    {
        lock (_lifetime)
        {
            return new ValueTask(_closing ??= CloseAsync(_writer, _readers, _ownership));
        }
    }

    private HubWriter Writer => _writer ?? throw new InvalidOperationException("The store is not open.");

    private static async Task CloseAsync(HubWriter? writer, HubReaderPool? readers, TaskHubFileLock? ownership)
    {
        if (readers is not null)
        {
            await readers.DisposeAsync();
        }

        if (writer is not null)
        {
            await writer.StopAsync();
        }

        ownership?.Dispose();
    }

    private ValueTask<TResult> ReadAsync<TArgument, TResult>(
        TArgument argument, Func<HubReader, TArgument, TResult> read, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TResult>(cancellation);
        }

        try
        {
            var readers = _readers ?? throw new InvalidOperationException("The store is not open.");
            return new ValueTask<TResult>(readers.Read(argument, read));
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == cancellation)
        {
            return ValueTask.FromCanceled<TResult>(cancellation);
        }
        catch (SqliteStoreException exception) when (SqliteFailure.IsCorruption(exception.ResultCode))
        {
            // Writing on into a damaged file would spread the damage.
            _writer?.Fault(exception);
            return ValueTask.FromException<TResult>(exception);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<TResult>(exception);
        }
    }
}
