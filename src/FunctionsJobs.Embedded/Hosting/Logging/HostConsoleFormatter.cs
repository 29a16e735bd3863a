using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace FunctionsJobs.Embedded.Hosting.Logging;

/// <summary>One line per entry: local time, level, category, message; secrets in links removed, control characters escaped.</summary>
internal sealed class HostConsoleFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "functions";

    private const string FrameworkHostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        // Said in one line at the end of the process; the framework would say it in fifty before.
        if (logEntry.Category == FrameworkHostCategory && logEntry.Exception is { } failure && HostStartFailure.Of(failure, null) is not null)
        {
            return;
        }

        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(time.GetLocalNow().ToString("HH:mm:ss.fff "));
        textWriter.Write(Level(logEntry.LogLevel));
        textWriter.Write(ShortCategory(logEntry.Category));
        textWriter.Write(": ");
        textWriter.WriteLine(Clean(message, keepLines: logEntry.EventId.Id == EmbeddedHostLog.SummaryEventId));
        if (logEntry.Exception is not null)
        {
            textWriter.WriteLine(Clean(logEntry.Exception.ToString(), keepLines: true));
        }
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce ",
        LogLevel.Debug => "dbug ",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        LogLevel.Error => "fail ",
        _ => "crit ",
    };

    private static string ShortCategory(string category) => category[(category.LastIndexOf('.') + 1)..];

    // An attacker's line feed or escape sequence must not forge entries or drive the terminal.
    private static string Clean(string text, bool keepLines)
    {
        var scrubbed = SecretScrubber.Scrub(text);
        if (!scrubbed.Any(character => char.IsControl(character) && !(keepLines && character is '\n' or '\r')))
        {
            return scrubbed;
        }

        return string.Concat(scrubbed.Select(character =>
            !char.IsControl(character) || (keepLines && character is '\n' or '\r') ? character.ToString() : $"\\u{(int)character:x4}"));
    }
}
