using System.Globalization;
using System.Numerics;
using System.Text;
using FunctionsJobs.Analytics;

namespace FunctionsJobs.Tests.Analytics;

public sealed class MicrosTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.0", 0)]
    [InlineData("0e0", 0)]
    [InlineData("0e999", 0)]
    [InlineData("0.00231", 2310)]
    [InlineData("2.31e-3", 2310)]
    [InlineData("2.31E-3", 2310)]
    [InlineData("0.000231e1", 2310)]
    [InlineData("231e-5", 2310)]
    [InlineData("1", 1_000_000)]
    [InlineData("1e+2", 100_000_000)]
    [InlineData("12.345678", 12_345_678)]
    [InlineData("1000000", 1_000_000_000_000)]
    [InlineData("1000000.0000005", 1_000_000_000_000)]
    [InlineData("999999.999999", 999_999_999_999)]
    [InlineData("0.1", 100_000)]
    [InlineData("1e-999", 0)]
    [InlineData("9e-7", 1)]
    public void TryRead_WhenWithinBounds_IsExact(string number, long expected)
    {
        Assert.True(Micros.TryRead(Encoding.UTF8.GetBytes(number), out var micros, out _));
        Assert.Equal(expected, micros);
    }

    [Theory]
    [InlineData("0.0000004", 0)]
    [InlineData("0.0000005", 0)]
    [InlineData("0.00000050000000000000000000001", 1)]
    [InlineData("0.0000006", 1)]
    [InlineData("0.0000015", 2)]
    [InlineData("0.0000025", 2)]
    [InlineData("0.0000035", 4)]
    [InlineData("0.0000024999999999999999999999999", 2)]
    [InlineData("0.00000049999999999999999999999999", 0)]
    [InlineData("0.9999995", 1_000_000)]
    [InlineData("5e-7", 0)]
    [InlineData("15e-7", 2)]
    [InlineData("5e-8", 0)]
    [InlineData("99e-9", 0)]
    public void TryRead_WhenMoreThanSixDecimals_RoundsHalfToEven(string number, long expected)
    {
        Assert.True(Micros.TryRead(Encoding.UTF8.GetBytes(number), out var micros, out _));
        Assert.Equal(expected, micros);
    }

    [Theory]
    [InlineData("-1", "must not be negative")]
    [InlineData("-0", "must not be negative")]
    [InlineData("-0.0", "must not be negative")]
    [InlineData("1000000.000001", "must not be above 1000000")]
    [InlineData("1000000.00000051", "must not be above 1000000")]
    [InlineData("1e999", "must not be above 1000000")]
    [InlineData("1e99999999999999999999", "must not be above 1000000")]
    [InlineData("9223372036854775808", "must not be above 1000000")]
    [InlineData("9999999999999999999999999999", "must not be above 1000000")]
    [InlineData("0.00000000000000000000000000000000000000000000000000000000000000001", "must not be written with more than 64 characters")]
    public void TryRead_WhenOutOfBounds_SaysWhy(string number, string refusal)
    {
        Assert.False(Micros.TryRead(Encoding.UTF8.GetBytes(number), out _, out var why));
        Assert.Equal(refusal, why);
    }

    [Fact]
    public void TryRead_WhenRandom_EqualsBigIntegerArithmetic()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var digits = new string([.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => (char)('0' + random.Next(10)))]).TrimStart('0');
            digits = digits.Length == 0 ? "0" : digits;
            var exponent = random.Next(-24, 3);
            var expected = Expected(BigInteger.Parse(digits, CultureInfo.InvariantCulture), exponent + 6);
            var read = Micros.TryRead(Encoding.UTF8.GetBytes($"{digits}e{exponent}"), out var micros, out _);
            Assert.Equal(expected <= new BigInteger(Micros.MaxUnits) * Micros.PerUnit, read);
            if (read)
            {
                Assert.Equal(expected, micros);
            }
        }
    }

    private static BigInteger Expected(BigInteger digits, int exponent)
    {
        if (exponent >= 0)
        {
            return digits * BigInteger.Pow(10, exponent);
        }

        var unit = BigInteger.Pow(10, -exponent);
        var whole = BigInteger.DivRem(digits, unit, out var rest);
        var compared = (rest * 2).CompareTo(unit);
        return compared > 0 || (compared == 0 && !whole.IsEven) ? whole + 1 : whole;
    }
}
