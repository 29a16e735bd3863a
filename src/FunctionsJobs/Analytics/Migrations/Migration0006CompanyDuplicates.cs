namespace FunctionsJobs.Analytics.Migrations;

/// <summary>Finds the duplicates of a company.</summary>
internal static class Migration0006CompanyDuplicates
{
    /// <summary>Most companies have none, and are not in the index.</summary>
    public static readonly AnalyticsMigration Migration = new(6, _ =>
    [
        "CREATE INDEX company_duplicate ON company (tenant, duplicate_of) WHERE duplicate_of IS NOT NULL",
    ]);
}
