using System.Data.Common;
using System.Text.Json;

namespace FunctionsJobs.Companies.Sql;

/// <summary>Reads companies from rows with the columns of <see cref="CompanySql"/>.</summary>
internal static class CompanyRows
{
    /// <summary>One company.</summary>
    public static CompanyRecord Read(DbDataReader row, string? tenant) => new()
    {
        Id = row.GetString(0),
        Tenant = tenant,
        Domain = row.GetString(1),
        Facts = Facts(row.GetString(2)),
        DuplicateOf = row.IsDBNull(3) ? null : row.GetString(3),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
    };

    /// <summary>The stored form of facts; the same text for the same facts.</summary>
    public static string Write(ScrapedCompany facts) => JsonSerializer.Serialize(facts, CompanyJson.Default.ScrapedCompany);

    /// <summary>Stored facts.</summary>
    public static ScrapedCompany Facts(string json) =>
        JsonSerializer.Deserialize(json, CompanyJson.Default.ScrapedCompany) ?? throw new InvalidOperationException("A company's facts are null.");
}
