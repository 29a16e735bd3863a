using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>
/// The query parameters of a request. Names are matched without regard to case, the first of several wins, and an empty value counts as
/// none.
/// </summary>
/// <remarks>
/// A value that cannot be read is answered 400. The real host ignores some of them, but a filter that is ignored makes a purge delete
/// more than was asked for.
/// </remarks>
internal readonly struct ManagementQuery(string? queryString)
{
    private static readonly string[] StatusNames = Enum.GetNames<OrchestrationRuntimeStatus>();

    private static readonly double MaxSeconds = TimeSpan.FromDays(1).TotalSeconds;

    /// <summary>The value, or an empty text when the parameter is missing.</summary>
    public ReadOnlyMemory<char> Find(string name)
    {
        foreach (var parameter in new QueryStringEnumerable(queryString))
        {
            if (parameter.DecodeName().Span.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return parameter.DecodeValue();
            }
        }

        return default;
    }

    public string? Text(string name)
    {
        var value = Find(name);
        return value.IsEmpty ? null : value.ToString();
    }

    /// <exception cref="ManagementFaultException">The value is neither <c>true</c> nor <c>false</c>.</exception>
    public bool Flag(string name, bool otherwise)
    {
        var value = Find(name).Span;
        return value.IsEmpty ? otherwise
            : bool.TryParse(value, out var flag) ? flag
            : throw Invalid(name, "true or false");
    }

    /// <summary>A count of at least 1, and <paramref name="otherwise"/> when the parameter is missing.</summary>
    /// <exception cref="ManagementFaultException">The value is no whole number, or less than 1.</exception>
    public int Count(string name, int otherwise)
    {
        var value = Find(name).Span;
        return value.IsEmpty ? otherwise
            : int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count > 0 ? count
            : throw Invalid(name, $"a whole number from 1 to {int.MaxValue}");
    }

    /// <summary>A time span given in seconds, with fractions.</summary>
    /// <exception cref="ManagementFaultException">The value is no number, negative, or more than a day.</exception>
    public TimeSpan? Seconds(string name)
    {
        var value = Find(name).Span;
        return value.IsEmpty ? null
            : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0 && seconds <= MaxSeconds
                ? TimeSpan.FromSeconds(seconds)
                : throw Invalid(name, $"a number of seconds from 0 to {MaxSeconds}");
    }

    /// <summary>A point in time, as UTC; without a zone it is taken as UTC.</summary>
    /// <exception cref="ManagementFaultException">
    /// The value is no date, or lies in the first or the last year of the calendar: that is what a date variable holds that nobody set,
    /// and it must not come to mean "everything".
    /// </exception>
    public DateTime? Time(string name)
    {
        const DateTimeStyles AsUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        var value = Find(name).Span;
        return value.IsEmpty ? null
            : DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, AsUtc, out var time)
                && time.UtcDateTime.Year > DateTime.MinValue.Year && time.UtcDateTime.Year < DateTime.MaxValue.Year
                ? time.UtcDateTime
                : throw Invalid(name, "a date and time such as 2024-02-29T12:00:00Z, after year 1 and before year 9999");
    }

    /// <summary>Two points in time, the first not after the second; either may be missing.</summary>
    /// <exception cref="ManagementFaultException">One cannot be read, or they are in the wrong order.</exception>
    public (DateTime? From, DateTime? To) TimeRange(string fromName, string toName)
    {
        var (from, to) = (Time(fromName), Time(toName));
        return from > to
            ? throw new ManagementFaultException(StatusCodes.Status400BadRequest, $"The parameter '{fromName}' must not be after '{toName}'.")
            : (from, to);
    }

    /// <summary>Runtime statuses, separated by commas or given by several parameters; <see langword="null"/> when there are none.</summary>
    /// <exception cref="ManagementFaultException">One is no name of <see cref="OrchestrationRuntimeStatus"/> (without regard to case).</exception>
    public IReadOnlyCollection<string>? Statuses(string name)
    {
        HashSet<string>? statuses = null;
        foreach (var parameter in new QueryStringEnumerable(queryString))
        {
            if (parameter.EncodedValue.IsEmpty || !parameter.DecodeName().Span.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (var part in parameter.DecodeValue().ToString().Split(',', StringSplitOptions.TrimEntries))
            {
                (statuses ??= []).Add(Array.Find(StatusNames, known => known.Equals(part, StringComparison.OrdinalIgnoreCase))
                    ?? throw Invalid(name, $"a list of {string.Join(", ", StatusNames)}"));
            }
        }

        return statuses;
    }

    private static ManagementFaultException Invalid(string name, string expected)
        => new(StatusCodes.Status400BadRequest, $"The parameter '{name}' must be {expected}.");
}
