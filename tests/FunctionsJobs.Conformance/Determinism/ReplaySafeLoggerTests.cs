using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Conformance.Determinism;

/// <summary>Loggers that write a line once, however often the code is replayed.</summary>
public sealed class ReplaySafeLoggerTests
{
    [Theory, EveryMode]
    public async Task ReplaySafeLogger_WhenTheCodeIsReplayed_WritesEachLineOnce(DurableMode mode)
    {
        using var lines = new LineProvider();
        var settings = new HostSettings
        {
            Services = services => services.AddLogging(logging => logging.AddProvider(lines)),
        };
        await using var host = await mode.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Steps", async context =>
                {
                    var logger = context.CreateReplaySafeLogger("Orchestration");
                    for (var step = 0; step < 3; step++)
                    {
#pragma warning disable CA1848, CA1873 // One line of a test.
                        logger.LogWarning("step {Step}", step);
#pragma warning restore CA1848, CA1873
                        await context.CallActivityAsync("Nothing");
                    }
                })
                .AddActivityFunc("Nothing", _ => { }),
            settings);

        (await host.RunAsync("Steps")).ShouldHaveCompleted();

        Assert.Equal(["step 0", "step 1", "step 2"], lines.Of("Orchestration"));
    }

    private sealed class LineProvider : ILoggerProvider
    {
        private readonly ConcurrentQueue<(string Category, string Line)> _lines = new();

        public IEnumerable<string> Of(string category) => _lines.Where(line => line.Category == category).Select(line => line.Line);

        public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, _lines);

        public void Dispose()
        {
        }
    }

    private sealed class LineLogger(string category, ConcurrentQueue<(string Category, string Line)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((category, formatter(state, exception)));
    }
}
