using FunctionsJobs.Analytics.Sql;

namespace FunctionsJobs.Companies.Sql;

/// <summary>Statements about companies.</summary>
/// <remarks>SQLite takes a cross join in the order it is written in: so it looks up what is asked for, where it would otherwise read all that a tenant has.</remarks>
internal sealed class CompanySql(AnalyticsDialect dialect)
{
    private const string Columns = "c.company_id, c.domain, c.facts, c.duplicate_of, c.created_ms, c.updated_ms, c.profile, c.enrichment, c.score, c.tenant";

    /// <summary>One company's facts.</summary>
    public const string ReadFacts = "SELECT facts, fetched_ms FROM company WHERE tenant = @tenant AND company_id = @id";

    public const string Insert = """
        INSERT INTO company (tenant, company_id, domain, facts, fetched_ms, created_ms, updated_ms)
        VALUES (@tenant, @id, @domain, @facts, @fetched, @now, @now)
        """;

    public const string UpdateFacts = """
        UPDATE company SET facts = @facts, fetched_ms = @fetched, profile = NULL, enrichment = NULL, score = NULL, updated_ms = @now
        WHERE tenant = @tenant AND company_id = @id
        """;

    /// <summary>The same facts, read again.</summary>
    public const string Refetch = "UPDATE company SET facts = @facts, fetched_ms = @fetched WHERE tenant = @tenant AND company_id = @id";

    public const string DeleteWords = "DELETE FROM company_word WHERE tenant = @tenant AND company_id = @id";

    public const string DeleteKeys = "DELETE FROM company_key WHERE tenant = @tenant AND company_id = @id";

    /// <summary>Keeps what was derived.</summary>
    public const string UpdateDerived = """
        UPDATE company SET profile = @profile, enrichment = @enrichment, score = @score, duplicate_of = @duplicate, updated_ms = @now
        WHERE tenant = @tenant AND company_id = @id
        """;

    /// <summary>The companies of a tenant, or of all (where <c>@all</c> is 1), that hold a key.</summary>
    public const string ListByKey = $"""
        SELECT {Columns}
        FROM company_key k
        JOIN company c ON c.tenant = k.tenant AND c.company_id = k.company_id
        WHERE k.match_key = @key AND (@all = 1 OR k.tenant = @tenant) AND (k.tenant > @after_tenant OR (k.tenant = @after_tenant AND k.company_id > @after))
        ORDER BY k.tenant, k.company_id
        LIMIT @limit
        """;

    public const string List = $"""
        SELECT {Columns} FROM company c WHERE c.tenant = @tenant AND c.company_id > @after ORDER BY c.company_id LIMIT @limit
        """;

    /// <summary>The companies of some ids.</summary>
    public string Find { get; } =
        $"SELECT {Columns} FROM company c WHERE c.tenant = @tenant AND {dialect.IsOneOf("c.company_id", "@ids")} ORDER BY c.company_id";

    /// <summary>All words of a company, with their weights, in one go.</summary>
    public string InsertWords { get; } =
        $"INSERT INTO company_word (tenant, word, company_id, weight) SELECT @tenant, w.key, @id, w.value FROM {dialect.Members("@words")} w";

    /// <summary>All that a company is recognised by, in one go.</summary>
    public string InsertKeys { get; } =
        $"INSERT INTO company_key (match_key, tenant, company_id) SELECT k.key, @tenant, @id FROM {dialect.Members("@keys")} k";

    /// <summary>What some companies are recognised by.</summary>
    public string ReadKeys { get; } =
        $"SELECT DISTINCT k.match_key FROM company_key k WHERE k.tenant = @tenant AND {dialect.IsOneOf("k.company_id", "@ids")} ORDER BY k.match_key";

    /// <summary>The companies with one of some keys, without keys that too many have.</summary>
    public string ReadAlike { get; } = $"""
        SELECT DISTINCT k.company_id
        FROM {dialect.Members("@keys")} q
        CROSS JOIN company_key k
        WHERE k.match_key = q.key AND k.tenant = @tenant
            AND (SELECT COUNT(*) FROM (SELECT 1 FROM company_key a WHERE a.match_key = k.match_key AND a.tenant = @tenant LIMIT @most + 1) alike) <= @most
        ORDER BY k.company_id
        """;

    /// <summary>The companies that some are marked as duplicates of, and those that are marked as duplicates of them.</summary>
    public string ReadJoined { get; } = $"""
        SELECT c.duplicate_of
        FROM {dialect.Members("@ids")} q
        CROSS JOIN company c
        WHERE c.tenant = @tenant AND c.company_id = q.key AND c.duplicate_of IS NOT NULL
        UNION
        SELECT c.company_id
        FROM {dialect.Members("@ids")} q
        CROSS JOIN company c
        WHERE c.tenant = @tenant AND c.duplicate_of = q.key
        ORDER BY 1
        """;

    /// <summary>The companies with all words.</summary>
    public string Search { get; } = $"""
        SELECT {Columns}
        FROM company c
        JOIN (
            SELECT w.company_id, SUM(w.weight) AS weight
            FROM {dialect.Members("@words")} q
            CROSS JOIN company_word w
            WHERE w.tenant = @tenant AND w.word = q.key
            GROUP BY w.company_id
            HAVING COUNT(*) = @count
        ) hit ON hit.company_id = c.company_id
        WHERE c.tenant = @tenant AND c.duplicate_of IS NULL
        ORDER BY hit.weight DESC, c.domain
        LIMIT @limit
        """;
}
