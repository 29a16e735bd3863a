using FunctionsJobs.Analytics.Sql;

namespace FunctionsJobs.Analytics.Migrations;

/// <summary>One step of the schema. Once released it is never changed; a correction is a further step.</summary>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="Statements">What it does, for one dialect.</param>
internal sealed record AnalyticsMigration(int Version, Func<AnalyticsDialect, IReadOnlyList<string>> Statements);
