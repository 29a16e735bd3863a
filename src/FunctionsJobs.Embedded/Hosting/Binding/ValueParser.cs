using System.Globalization;

namespace FunctionsJobs.Embedded.Hosting.Binding;

/// <summary>Parses a route or query value into a simple type. Culture-free; dates without zone are UTC.</summary>
internal sealed class ValueParser
{
    private delegate bool TryParse(string text, out object? value);

    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly Dictionary<Type, (TryParse Parse, string Expected)> Simple = new()
    {
        [typeof(string)] = (Text, "text"),
        [typeof(bool)] = (Boolean, "true or false"),
        [typeof(short)] = (Number<short>, "a whole number"),
        [typeof(int)] = (Number<int>, "a whole number"),
        [typeof(long)] = (Number<long>, "a whole number"),
        [typeof(double)] = (Finite, "a number"),
        [typeof(decimal)] = (Number<decimal>, "a number"),
        [typeof(Guid)] = (Identifier, "a GUID"),
        [typeof(DateTime)] = (Time, "a date or time in ISO 8601"),
        [typeof(DateTimeOffset)] = (TimeWithOffset, "a date or time in ISO 8601"),
        [typeof(DateOnly)] = (Date, "a date in ISO 8601"),
        [typeof(TimeSpan)] = (Duration, "a time span"),
    };

    private readonly TryParse _parse;

    private ValueParser(TryParse parse, string expected)
    {
        _parse = parse;
        Expected = expected;
    }

    /// <summary>What a value has to be, for messages.</summary>
    public string Expected { get; }

    /// <summary>The parser of a type or of its nullable form; <see langword="null"/> when the type is not simple.</summary>
    public static ValueParser? For(Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target.IsEnum)
        {
            return new ValueParser((string text, out object? value) => Enumeration(target, text, out value), $"one of {string.Join(", ", Enum.GetNames(target))}");
        }

        return Simple.TryGetValue(target, out var simple) ? new ValueParser(simple.Parse, simple.Expected) : null;
    }

    public bool TryParseValue(string text, out object? value) => _parse(text, out value);

    private static bool Text(string text, out object? value)
    {
        value = text;
        return true;
    }

    private static bool Boolean(string text, out object? value)
    {
        var parsed = bool.TryParse(text, out var result);
        value = result;
        return parsed;
    }

    private static bool Number<T>(string text, out object? value)
        where T : struct, IParsable<T>
    {
        var parsed = T.TryParse(text, CultureInfo.InvariantCulture, out var result);
        value = result;
        return parsed;
    }

    private static bool Finite(string text, out object? value)
    {
        var parsed = double.TryParse(text, CultureInfo.InvariantCulture, out var result) && double.IsFinite(result);
        value = result;
        return parsed;
    }

    private static bool Identifier(string text, out object? value)
    {
        var parsed = Guid.TryParse(text, out var result);
        value = result;
        return parsed;
    }

    private static bool Time(string text, out object? value)
    {
        var parsed = DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out var result);
        value = result;
        return parsed;
    }

    private static bool TimeWithOffset(string text, out object? value)
    {
        var parsed = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var result);
        value = result;
        return parsed;
    }

    private static bool Date(string text, out object? value)
    {
        var parsed = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var result);
        value = result;
        return parsed;
    }

    private static bool Duration(string text, out object? value)
    {
        var parsed = TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var result);
        value = result;
        return parsed;
    }

    private static bool Enumeration(Type type, string text, out object? value)
        => Enum.TryParse(type, text, ignoreCase: true, out value) && Enum.IsDefined(type, value!);
}
