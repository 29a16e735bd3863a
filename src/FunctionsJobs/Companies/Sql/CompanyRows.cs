using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FunctionsJobs.Companies.Sql;

/// <summary>Reads companies from rows with the columns of <see cref="CompanySql"/>, and writes their parts.</summary>
internal static class CompanyRows
{
    /// <summary>One company.</summary>
    public static CompanyRecord Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Domain = row.GetString(1),
        Facts = Facts(row.GetString(2)),
        DuplicateOf = row.IsDBNull(3) ? null : row.GetString(3),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        Profile = Part(row, 6, CompanyJson.Default.CompanyProfile),
        Enrichment = Part(row, 7, CompanyJson.Default.CompanyEnrichment),
        Score = Part(row, 8, CompanyJson.Default.CompanyScore),
        Tenant = row.GetString(9) is { Length: > 0 } tenant ? tenant : null,
    };

    /// <summary>The stored form of facts; the same text for the same facts.</summary>
    public static string Write(ScrapedCompany facts) => JsonSerializer.Serialize(facts, CompanyJson.Default.ScrapedCompany);

    /// <summary>Stored facts.</summary>
    public static ScrapedCompany Facts(string json) =>
        JsonSerializer.Deserialize(json, CompanyJson.Default.ScrapedCompany) ?? throw new InvalidOperationException("A company's facts are null.");

    /// <summary>What is derived of a company, as parameters of <see cref="CompanySql.UpdateDerived"/>: equal texts for equal values.</summary>
    public static (string Name, object Value)[] Derived(CompanyRecord company) =>
    [
        ("@profile", Write(company.Profile, CompanyJson.Default.CompanyProfile)),
        ("@enrichment", Write(company.Enrichment, CompanyJson.Default.CompanyEnrichment)),
        ("@score", Write(company.Score, CompanyJson.Default.CompanyScore)),
        ("@duplicate", company.DuplicateOf ?? (object)DBNull.Value),
    ];

    /// <summary>Drops what was derived from what has just changed: enrichment and score with the profile, the score with the enrichment.</summary>
    public static (string Name, object Value)[] WithoutOutdated((string Name, object Value)[] before, (string Name, object Value)[] values)
    {
        var (profile, enrichment, score, duplicate) = (values[0], values[1], values[2], values[3]);
        var isProfileNew = !profile.Equals(before[0]);
        if (isProfileNew && enrichment.Equals(before[1]))
        {
            enrichment.Value = DBNull.Value;
        }

        // One that was never enriched was scored by what enrichment would have said.
        if ((isProfileNew || (!enrichment.Equals(before[1]) && before[1].Value is not DBNull)) && score.Equals(before[2]))
        {
            score.Value = DBNull.Value;
        }

        return [profile, enrichment, score, duplicate];
    }

    private static object Write<T>(T? value, JsonTypeInfo<T> json)
        where T : class => value is null ? DBNull.Value : JsonSerializer.Serialize(value, json);

    private static T? Part<T>(DbDataReader row, int column, JsonTypeInfo<T> json)
        where T : class => row.IsDBNull(column) ? null : JsonSerializer.Deserialize(row.GetString(column), json);
}
