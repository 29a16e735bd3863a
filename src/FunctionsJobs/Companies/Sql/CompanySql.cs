using FunctionsJobs.Analytics.Sql;

namespace FunctionsJobs.Companies.Sql;

/// <summary>Statements about companies.</summary>
internal sealed class CompanySql(AnalyticsDialect dialect)
{
    private const string Columns = "c.company_id, c.domain, c.facts, c.duplicate_of, c.created_ms, c.updated_ms";

    /// <summary>One company's facts.</summary>
    public const string ReadFacts = "SELECT facts, fetched_ms FROM company WHERE tenant = @tenant AND company_id = @id";

    public const string Insert = """
        INSERT INTO company (tenant, company_id, domain, facts, fetched_ms, created_ms, updated_ms)
        VALUES (@tenant, @id, @domain, @facts, @fetched, @now, @now)
        """;

    public const string UpdateFacts = """
        UPDATE company SET facts = @facts, fetched_ms = @fetched, updated_ms = @now WHERE tenant = @tenant AND company_id = @id
        """;

    /// <summary>The same facts, read again.</summary>
    public const string Refetch = "UPDATE company SET facts = @facts, fetched_ms = @fetched WHERE tenant = @tenant AND company_id = @id";

    public const string DeleteWords = "DELETE FROM company_word WHERE tenant = @tenant AND company_id = @id";

    public const string InsertWord = "INSERT INTO company_word (tenant, word, company_id, weight) VALUES (@tenant, @word, @id, @weight)";

    public const string List = $"""
        SELECT {Columns} FROM company c WHERE c.tenant = @tenant AND c.company_id > @after ORDER BY c.company_id LIMIT @limit
        """;

    /// <summary>The companies of some ids.</summary>
    public string Find { get; } =
        $"SELECT {Columns} FROM company c WHERE c.tenant = @tenant AND {dialect.IsOneOf("c.company_id", "@ids")} ORDER BY c.company_id";

    /// <summary>The companies with all words.</summary>
    public string Search { get; } = $"""
        SELECT {Columns}
        FROM company c
        JOIN (
            SELECT w.company_id, SUM(w.weight) AS weight
            FROM company_word w
            WHERE w.tenant = @tenant AND {dialect.IsOneOf("w.word", "@words")}
            GROUP BY w.company_id
            HAVING COUNT(*) = @count
        ) hit ON hit.company_id = c.company_id
        WHERE c.tenant = @tenant AND c.duplicate_of IS NULL
        ORDER BY hit.weight DESC, c.domain
        LIMIT @limit
        """;
}
