namespace FunctionsJobs.Benchmarks;

internal static class Percentiles
{
    /// <summary>The smallest value that at least <paramref name="percent"/> of all values do not exceed.</summary>
    public static double At(IEnumerable<double> values, double percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
