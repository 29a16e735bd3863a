namespace FunctionsJobs.Embedded.Storage.Migrations;

/// <summary>One numbered change of the schema. Once released it is never edited; a correction is another migration.</summary>
/// <param name="Version">The schema version it leads to; versions count from 1 without gaps.</param>
/// <param name="Name">What it does, for the table of applied migrations.</param>
/// <param name="Sql">The script; runs inside a transaction.</param>
internal sealed record Migration(int Version, string Name, string Sql);
