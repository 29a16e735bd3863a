using System.Globalization;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Http;

/// <summary>
/// Reads the query of one request strictly: repeated and unknown parameters are errors, and every error is collected by parameter.
/// Names are compared without regard to case; <c>code</c> (the host key) is always allowed.
/// </summary>
internal sealed class QueryReader
{
    private const int MaxValueLength = 2048;
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase) { "code" };

    /// <summary>Starts reading.</summary>
    public QueryReader(HttpRequestData request)
    {
        var query = request.Query;
        foreach (var name in query.AllKeys)
        {
            var values = query.GetValues(name) ?? [];
            var key = name ?? "";
            if (values.Length > 1)
            {
                Errors.Add(key, "must be given once");
            }
            else if (values.Length == 1 && values[0].Length > MaxValueLength)
            {
                Errors.Add(key, $"must not be longer than {MaxValueLength} characters");
            }

            _values[key] = values.Length == 0 ? "" : values[0];
        }
    }

    /// <summary>What is wrong so far.</summary>
    public FieldErrors Errors { get; } = new();

    /// <summary>A parameter's text, or <see langword="null"/> when it is absent.</summary>
    public string? Optional(string name)
    {
        _known.Add(name);
        return _values.GetValueOrDefault(name);
    }

    /// <summary>A parameter's text; its absence is an error.</summary>
    public string? Required(string name)
    {
        var value = Optional(name);
        if (string.IsNullOrEmpty(value))
        {
            Errors.Add(name, "is required");
            return null;
        }

        return value;
    }

    /// <summary>A whole number within bounds, or the default when it is absent.</summary>
    public int Integer(string name, int defaultValue, int min, int max)
    {
        var text = Optional(name);
        if (text is null)
        {
            return defaultValue;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        Errors.Add(name, $"must be a whole number from {min} to {max}");
        return defaultValue;
    }

    /// <summary>A required date or time (<see cref="Iso8601"/>); <see langword="null"/> after an error.</summary>
    public DateTimeOffset? RequiredInstant(string name)
    {
        var text = Required(name);
        if (text is null)
        {
            return null;
        }

        if (Iso8601.TryParse(text, out var value))
        {
            return value;
        }

        Errors.Add(name, Iso8601.Rule);
        return null;
    }

    /// <summary>Notes every parameter nobody asked for. Called after the known ones have been read.</summary>
    public void RefuseUnknown()
    {
        foreach (var name in _values.Keys.Where(name => !_known.Contains(name)))
        {
            Errors.Add(name, "is not a parameter of this call");
        }
    }
}
