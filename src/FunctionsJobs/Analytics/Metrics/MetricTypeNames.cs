namespace FunctionsJobs.Analytics.Metrics;

/// <summary>The strings by which types of metrics are stored and sent. They never change; an unknown string is a fault, never a default.</summary>
public static class MetricTypeNames
{
    /// <summary>The stored name of a type.</summary>
    public static string ToName(this MetricType type) => type switch
    {
        MetricType.Performance => "performance",
        MetricType.Revenue => "revenue",
        MetricType.Quality => "quality",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown type of metric."),
    };

    /// <summary>Reads a type by its exact, lower-case name.</summary>
    public static bool TryParse(string? name, out MetricType type)
    {
        (var known, type) = name switch
        {
            "performance" => (true, MetricType.Performance),
            "revenue" => (true, MetricType.Revenue),
            "quality" => (true, MetricType.Quality),
            _ => (false, default),
        };
        return known;
    }
}
