namespace FunctionsJobs.Reports;

/// <summary>A value and that of the period before; null where there is none, since its denominator is zero.</summary>
public readonly record struct ReportChange(decimal? Current, decimal? Previous)
{
    /// <summary>The difference, or null where one of the values is.</summary>
    public decimal? Absolute => Current - Previous;

    /// <summary>The difference as a share of the value before, or null where there is none to compare with.</summary>
    public decimal? Relative => Absolute is { } difference && Previous is not (null or 0) ? difference / Previous : null;
}
