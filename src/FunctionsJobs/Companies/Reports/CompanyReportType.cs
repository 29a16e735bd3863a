namespace FunctionsJobs.Companies.Reports;

/// <summary>How much a report on companies holds.</summary>
public enum CompanyReportType
{
    /// <summary>Everything: segments, distributions, the best, and each company with the reasons of its score.</summary>
    Comprehensive,

    /// <summary>Segments, distributions and the best.</summary>
    Summary,
}
