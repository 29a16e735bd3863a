using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>Makes replay-safe loggers of one orchestration. It does not own the factory beneath.</summary>
internal sealed class ReplaySafeLoggerFactory(TaskOrchestrationContext context, Func<ILoggerFactory> underlying) : ILoggerFactory
{
    private const int MaxDepth = 10;

    /// <summary>The factory beneath any number of replay-safe ones: contexts that wrap another pass on the inner one's factory.</summary>
    public static ILoggerFactory Unwrap(ILoggerFactory factory)
    {
        for (var depth = 0; factory is ReplaySafeLoggerFactory wrapper; depth++)
        {
            factory = depth < MaxDepth
                ? wrapper.Underlying
                : throw new InvalidOperationException("The orchestration context's LoggerFactory refers to itself: a wrapping context has to return the inner context's ReplaySafeLoggerFactory, not its own.");
        }

        return factory;
    }

    private ILoggerFactory Underlying => underlying();

    public ILogger CreateLogger(string categoryName) => new ReplaySafeLogger(context, Unwrap(this).CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Adding providers to the replay-safe logger factory is not supported.");

    public void Dispose()
    {
    }
}
