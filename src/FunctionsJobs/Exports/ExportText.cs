using System.Globalization;
using FunctionsJobs.Analytics;

namespace FunctionsJobs.Exports;

/// <summary>Values as UTF-8 text, without allocating.</summary>
internal static class ExportText
{
    /// <summary>Room for any of the values below.</summary>
    public const int MaxLength = 32;

    private const int LengthToMilliseconds = 23;

    /// <summary>Money in currency units, exact, without trailing zeros: <c>0.00231</c>, <c>12</c>.</summary>
    public static ReadOnlySpan<byte> Money(long micros, Span<byte> target)
    {
        (micros / Micros.PerUnit).TryFormat(target, out var length, default, CultureInfo.InvariantCulture);
        var fraction = (int)Math.Abs(micros % Micros.PerUnit);
        if (fraction == 0)
        {
            return target[..length];
        }

        if (micros is < 0 and > -Micros.PerUnit)
        {
            target[0] = (byte)'-';
            target[1] = (byte)'0';
            length = 2;
        }

        target[length++] = (byte)'.';
        for (var unit = (int)Micros.PerUnit / 10; fraction > 0; unit /= 10)
        {
            target[length++] = (byte)('0' + (fraction / unit));
            fraction %= unit;
        }

        return target[..length];
    }

    /// <summary>An instant in UTC with milliseconds: <c>2026-01-31T12:34:56.789Z</c>.</summary>
    public static ReadOnlySpan<byte> Instant(long milliseconds, Span<byte> target)
    {
        // The round-trip form has seven decimals, and is made several times faster than one that a pattern describes.
        DateTime.UnixEpoch.AddMilliseconds(milliseconds).TryFormat(target, out _, "O", CultureInfo.InvariantCulture);
        target[LengthToMilliseconds] = (byte)'Z';
        return target[..(LengthToMilliseconds + 1)];
    }

    /// <summary>A ratio with up to six decimals.</summary>
    public static ReadOnlySpan<byte> Ratio(decimal value, Span<byte> target)
    {
        value.TryFormat(target, out var length, "0.######", CultureInfo.InvariantCulture);
        return target[..length];
    }

    /// <summary>
    /// Whether a spreadsheet might run a text as a formula: it begins with <c>= + - @</c>, as they are or full-width, a tab, a line end or a NUL, and is not simply a number.
    /// </summary>
    public static bool IsFormula(ReadOnlySpan<byte> text) =>
        BeginsAsFormula(text)
        && !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static bool BeginsAsFormula(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0, ..] => true,
        _ => text.StartsWith("＝"u8) || text.StartsWith("＋"u8) || text.StartsWith("－"u8) || text.StartsWith("＠"u8),
    };
}
