namespace FunctionsJobs.Analytics.Migrations;

/// <summary>Companies, per tenant, and the words they are found by.</summary>
internal static class Migration0005Companies
{
    /// <summary>
    /// <c>tenant</c> is a publisher's id, or empty for the index of those who are bound to none. <c>facts</c> is what the company's pages said, as JSON; <c>profile</c>,
    /// <c>enrichment</c> and <c>score</c> are what jobs made of it, as JSON. <c>company_key</c> holds what a company can be recognised by, such as its registrable
    /// domain, across tenants only where the question is about a person.
    /// </summary>
    public static readonly AnalyticsMigration Migration = new(5, dialect =>
    [
        $"""
        CREATE TABLE company (
            tenant       {dialect.OrdinalText} NOT NULL,
            company_id   {dialect.OrdinalText} NOT NULL,
            domain       {dialect.OrdinalText} NOT NULL,
            facts        TEXT NOT NULL,
            fetched_ms   BIGINT NOT NULL,
            profile      TEXT,
            enrichment   TEXT,
            score        TEXT,
            duplicate_of {dialect.OrdinalText},
            created_ms   BIGINT NOT NULL,
            updated_ms   BIGINT NOT NULL,
            PRIMARY KEY (tenant, company_id)
        ){dialect.ClusteredByKey}
        """,
        "CREATE UNIQUE INDEX company_identity ON company (tenant, domain)",
        $"""
        CREATE TABLE company_word (
            tenant     {dialect.OrdinalText} NOT NULL,
            word       {dialect.OrdinalText} NOT NULL,
            company_id {dialect.OrdinalText} NOT NULL,
            weight     INTEGER NOT NULL,
            PRIMARY KEY (tenant, word, company_id)
        ){dialect.ClusteredByKey}
        """,
        "CREATE INDEX company_word_owner ON company_word (tenant, company_id)",
        $"""
        CREATE TABLE company_key (
            match_key  {dialect.OrdinalText} NOT NULL,
            tenant     {dialect.OrdinalText} NOT NULL,
            company_id {dialect.OrdinalText} NOT NULL,
            PRIMARY KEY (match_key, tenant, company_id)
        ){dialect.ClusteredByKey}
        """,
        "CREATE INDEX company_key_owner ON company_key (tenant, company_id)",
    ]);
}
