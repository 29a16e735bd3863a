using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FunctionsJobs.Companies.Sql;

/// <summary>Reads companies from rows with the columns of <see cref="CompanySql"/>, and writes their facts.</summary>
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

    /// <summary>Texts with numbers as a JSON object: the form in which both databases take many rows as one parameter.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, int>> members) =>
        JsonSerializer.Serialize(new Dictionary<string, int>(members, StringComparer.Ordinal), CompanyJson.Default.DictionaryStringInt32);

    private static T? Part<T>(DbDataReader row, int column, JsonTypeInfo<T> json)
        where T : class => row.IsDBNull(column) ? null : JsonSerializer.Deserialize(row.GetString(column), json);
}
