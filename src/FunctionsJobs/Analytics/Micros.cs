namespace FunctionsJobs.Analytics;

/// <summary>
/// Money as whole micro-units: 1 = 0.000001 of the currency unit.
/// </summary>
/// <remarks>
/// A decimal number is read digit by digit, never through binary floating point. Digits beyond the sixth decimal are rounded half to even over
/// all of them: 0.0000005 is 0, 0.00000050001 is 0.000001, 0.0000015 is 0.000002. Negative amounts, minus zero included, are refused, as
/// are amounts above <see cref="MaxUnits"/>.
/// </remarks>
public static class Micros
{
    /// <summary>Micro-units in one unit of currency.</summary>
    public const long PerUnit = 1_000_000;

    /// <summary>The largest amount of one event, in currency units; nine million of them still fit a 64-bit sum.</summary>
    public const long MaxUnits = 1_000_000;

    private const int Decimals = 6;
    private const int LongestNumber = 64;

    /// <summary>Reads the text of a JSON number (optional fraction and exponent).</summary>
    /// <param name="number">UTF-8 text that is known to be a JSON number.</param>
    /// <param name="micros">The amount.</param>
    /// <param name="refusal">Completes "revenue …" when it is refused.</param>
    public static bool TryRead(ReadOnlySpan<byte> number, out long micros, out string refusal)
    {
        micros = 0;
        if (number.Length > LongestNumber)
        {
            refusal = $"must not be written with more than {LongestNumber} characters";
            return false;
        }

        if (number[0] == '-')
        {
            refusal = "must not be negative";
            return false;
        }

        refusal = $"must not be above {MaxUnits}";
        var exponentAt = number.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = exponentAt < 0 ? number : number[..exponentAt];
        var exponent = exponentAt < 0 ? 0 : ReadExponent(number[(exponentAt + 1)..]);

        Span<byte> digits = stackalloc byte[LongestNumber];
        var count = 0;
        var point = mantissa.Length;
        for (var i = 0; i < mantissa.Length; i++)
        {
            if (mantissa[i] == '.')
            {
                point = i;
            }
            else
            {
                digits[count++] = (byte)(mantissa[i] - '0');
            }
        }

        // The number is 0.d₁d₂d₃… × 10^(point + exponent); of its digits, this many are whole micro-units.
        var whole = point + exponent + Decimals;
        return TryRound(digits[..count], whole, out micros);
    }

    /// <summary>The amount in currency units, exact.</summary>
    public static decimal ToUnits(long micros) => micros / (decimal)PerUnit;

    private static bool TryRound(ReadOnlySpan<byte> digits, int whole, out long micros)
    {
        micros = 0;
        for (var i = 0; i < whole && (i < digits.Length || micros != 0); i++)
        {
            micros = (micros * 10) + (i < digits.Length ? digits[i] : 0);
            if (micros > MaxUnits * PerUnit)
            {
                return false;
            }
        }

        if (whole < 0 || whole >= digits.Length)
        {
            return true;
        }

        var rest = digits[whole..];
        var aboveHalf = rest[0] > 5 || (rest[0] == 5 && rest[1..].ContainsAnyExcept((byte)0));
        var half = rest[0] == 5 && !aboveHalf;
        micros += aboveHalf || (half && micros % 2 == 1) ? 1 : 0;
        return micros <= MaxUnits * PerUnit;
    }

    // Far beyond any amount either way; clamped so that the arithmetic on it cannot overflow.
    private static int ReadExponent(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == '-';
        var value = 0;
        foreach (var c in text[(text[0] is (byte)'-' or (byte)'+' ? 1 : 0)..])
        {
            value = Math.Min((value * 10) + (c - '0'), 100_000);
        }

        return negative ? -value : value;
    }
}
