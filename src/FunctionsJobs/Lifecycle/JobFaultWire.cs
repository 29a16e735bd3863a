using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FunctionsJobs.Lifecycle;

/// <summary>
/// A fault as one line of text: <c>[job-fault category/code/retry] message</c>, with <c>final</c> in place of <c>retry</c>
/// where another attempt is pointless, and <c>retry-120</c> where it is for so many seconds.
/// </summary>
/// <remarks>
/// An exception reaches the orchestrator as an error type and an error message. The isolated worker sends
/// <c>Type: message, stack</c> as one string, of which the host keeps the first line and takes what stands before the first
/// <c>": "</c> for the type; other paths put words of their own in front. So the mark is short, comes first, holds no
/// <c>": "</c>, is followed by text without line breaks, and is searched for, not expected at a place.
/// </remarks>
public static class JobFaultWire
{
    private const string Opening = "[job-fault ";
    private const string Retry = "retry";
    private const string Final = "final";

    /// <summary>The wire form of a fault.</summary>
    public static string Encode(JobFault fault)
    {
        if (!IsCode(fault.Code))
        {
            throw new ArgumentException($"'{fault.Code}' is not a fault code: lower-case letters, digits and underscores are.", nameof(fault));
        }

        return $"{Opening}{fault.Category.ToName()}/{fault.Code}/{Worth(fault)}] {OneLine(fault.Message)}";
    }

    /// <summary>Finds the first fault in a text that an engine may have put words in front of. What follows the mark may come from a caller, and is never searched.</summary>
    public static bool TryDecode(string text, [NotNullWhen(true)] out JobFault? fault)
    {
        fault = null;
        var start = text.IndexOf(Opening, StringComparison.Ordinal);
        if (start < 0)
        {
            return false;
        }

        var end = text.IndexOf(']', start);
        if (end < 0)
        {
            return false;
        }

        var parts = text[(start + Opening.Length)..end].Split('/');
        if (parts is not [var categoryName, var code, var worth]
            || !JobFaultCategoryNames.TryParse(categoryName, out var category)
            || !IsCode(code)
            || !TryReadWorth(worth, out var retryable, out var retryAfter))
        {
            return false;
        }

        fault = new JobFault
        {
            Category = category,
            Code = code,
            Retryable = retryable,
            RetryAfter = retryAfter,
            Message = OneLine(text[(end + 1)..].TrimStart()),
        };
        return true;
    }

    private static string Worth(JobFault fault) => fault switch
    {
        { Retryable: false } => Final,
        { RetryAfter: { } wait } when wait > TimeSpan.Zero =>
            string.Create(CultureInfo.InvariantCulture, $"{Retry}-{Math.Ceiling(Math.Min(wait.TotalSeconds, JobBackoff.Longest.TotalSeconds))}"),
        _ => Retry,
    };

    private static bool TryReadWorth(string worth, out bool retryable, out TimeSpan? retryAfter)
    {
        retryAfter = null;
        retryable = worth != Final;
        if (worth is Retry or Final)
        {
            return true;
        }

        if (!worth.StartsWith(Retry + "-", StringComparison.Ordinal)
            || !int.TryParse(worth.AsSpan(Retry.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > JobBackoff.Longest.TotalSeconds)
        {
            return false;
        }

        retryAfter = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static bool IsCode(string code) =>
        code.Length is > 0 and <= 64 && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static string OneLine(string message)
    {
        var line = string.Create(message.Length, message, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) || source[i] is '\u2028' or '\u2029' ? ' ' : source[i];
            }
        });
        return line.Length <= JobFault.MaxMessageLength ? line : line[..JobFault.MaxMessageLength];
    }
}
