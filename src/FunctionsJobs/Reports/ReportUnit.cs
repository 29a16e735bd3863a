namespace FunctionsJobs.Reports;

/// <summary>What a metric is measured in, which decides how it is written.</summary>
public enum ReportUnit
{
    /// <summary>A number of events.</summary>
    Count,

    /// <summary>Money, in currency units.</summary>
    Money,

    /// <summary>A share of one, written in percent.</summary>
    Ratio,
}
