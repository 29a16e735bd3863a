namespace FunctionsJobs.Http;

/// <summary>
/// The one form of dates and times the API reads: <c>YYYY-MM-DD</c> (the first instant of that UTC day) or
/// <c>YYYY-MM-DDThh:mm[:ss[.f…]]</c> followed by <c>Z</c> or <c>±hh:mm</c>.
/// </summary>
/// <remarks>
/// A time without a zone is refused rather than guessed. One to nine digits of fraction are read; what is finer than 100 ns is dropped.
/// Leap seconds (<c>:60</c>) and <c>24:00</c> are refused.
/// </remarks>
internal static class Iso8601
{
    /// <summary>What a refused value is answered with.</summary>
    public const string Rule = "must be an ISO 8601 date (2026-01-31) or a date and time with a zone (2026-01-31T12:34:56Z)";

    private const int LongestText = 64;

    /// <summary>Reads text; see <see cref="TryParse(ReadOnlySpan{byte}, out DateTimeOffset)"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset value)
    {
        value = default;
        Span<byte> ascii = stackalloc byte[LongestText];
        return text.Length <= LongestText
            && System.Text.Ascii.FromUtf16(text, ascii, out var written) == System.Buffers.OperationStatus.Done
            && TryParse(ascii[..written], out value);
    }

    /// <summary>Reads UTF-8 text into an instant with offset zero.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        value = default;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-'
            || !Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        var ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
        if (text.Length > 10)
        {
            if (text[10] != 'T' || !TryTime(text[11..], out var time, out var zone) || !TryZone(zone, out var offset))
            {
                return false;
            }

            ticks += time - offset;
        }

        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        value = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TryTime(ReadOnlySpan<byte> text, out long ticks, out ReadOnlySpan<byte> rest)
    {
        ticks = 0;
        rest = default;
        if (text.Length < 6 || text[2] != ':' || !Digits(text[..2], out var hour) || !Digits(text[3..5], out var minute)
            || hour > 23 || minute > 59)
        {
            return false;
        }

        ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute);
        rest = text[5..];
        if (rest[0] != ':')
        {
            return true;
        }

        if (rest.Length < 4 || !Digits(rest[1..3], out var second) || second > 59)
        {
            return false;
        }

        ticks += second * TimeSpan.TicksPerSecond;
        rest = rest[3..];
        return rest[0] != '.' || TryFraction(ref ticks, ref rest);
    }

    private static bool TryFraction(ref long ticks, ref ReadOnlySpan<byte> rest)
    {
        var length = 0;
        var unit = TimeSpan.TicksPerSecond;
        while (length + 1 < rest.Length && char.IsAsciiDigit((char)rest[length + 1]))
        {
            length++;
            unit /= 10;
            ticks += (rest[length] - '0') * unit;
        }

        rest = rest[(length + 1)..];
        return length is >= 1 and <= 9;
    }

    private static bool TryZone(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length == 1)
        {
            return text[0] == 'Z';
        }

        if (text.Length != 6 || text[3] != ':' || text[0] is not ((byte)'+' or (byte)'-')
            || !Digits(text[1..3], out var hours) || !Digits(text[4..6], out var minutes)
            || minutes > 59 || (hours * 60) + minutes > 14 * 60)
        {
            return false;
        }

        ticks = ((hours * 60) + minutes) * TimeSpan.TicksPerMinute * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit((char)c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        return true;
    }
}
