using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FunctionsJobs.Companies.Sql;

/// <summary>What is derived of a company, as it is stored: equal where the same was derived.</summary>
/// <param name="Profile">The profile as JSON, or null.</param>
/// <param name="Enrichment">The enrichment as JSON, or null.</param>
/// <param name="Score">The score as JSON, or null.</param>
/// <param name="DuplicateOf">The company it is a duplicate of, or null.</param>
internal sealed record DerivedParts(string? Profile, string? Enrichment, string? Score, string? DuplicateOf)
{
    /// <summary>The parameters of <see cref="CompanySql.UpdateDerived"/>.</summary>
    public (string Name, object Value)[] Parameters =>
        [("@profile", OrNull(Profile)), ("@enrichment", OrNull(Enrichment)), ("@score", OrNull(Score)), ("@duplicate", OrNull(DuplicateOf))];

    /// <summary>The parts of a company.</summary>
    public static DerivedParts Of(CompanyRecord company) => new(
        Write(company.Profile, CompanyJson.Default.CompanyProfile),
        Write(company.Enrichment, CompanyJson.Default.CompanyEnrichment),
        Write(company.Score, CompanyJson.Default.CompanyScore),
        company.DuplicateOf);

    /// <summary>These parts without those that were derived from what has changed since: enrichment and score of another profile, a score of another enrichment.</summary>
    public DerivedParts WithoutOutdated(DerivedParts before)
    {
        var isProfileNew = Profile != before.Profile;

        // One that was never enriched was scored by what its enrichment would have said.
        var isEnrichmentNew = before.Enrichment is not null && Enrichment != before.Enrichment;
        return this with
        {
            Enrichment = isProfileNew && Enrichment == before.Enrichment ? null : Enrichment,
            Score = (isProfileNew || isEnrichmentNew) && Score == before.Score ? null : Score,
        };
    }

    private static object OrNull(string? text) => text ?? (object)DBNull.Value;

    private static string? Write<T>(T? value, JsonTypeInfo<T> json)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, json);
}
