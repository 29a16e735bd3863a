using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Companies.Profiles;
using FunctionsJobs.JobStore.Index;

namespace FunctionsJobs.Companies.Sql;

/// <summary>Companies in the analytics database.</summary>
internal sealed class SqlCompanyStore(IAnalyticsDatabase database, TimeProvider time) : ICompanyStore
{
    private readonly CompanySql _sql = new(database.Dialect);

    /// <inheritdoc/>
    public Task<CompanyWrite> UpsertAsync(string? tenant, ScrapedCompany company, CancellationToken cancellation)
    {
        var facts = CompanyBounds.Apply(company);
        _ = CompanyDomain.TryRead(facts.Url, out var domain);
        var id = CompanyId.Of(tenant, domain!);
        (string Name, object Value)[] key = [("@tenant", Key(tenant)), ("@id", id)];
        (string Name, object Value)[] values =
        [
            .. key,
            ("@facts", CompanyRows.Write(facts)),
            ("@fetched", facts.FetchedAt.ToUnixTimeMilliseconds()),
        ];
        return WriteAsync(
            tenant,
            async session =>
            {
                var now = ("@now", (object)time.GetUtcNow().ToUnixTimeMilliseconds());
                var stored = await session.ListAsync(CompanySql.ReadFacts, row => CompanyRows.Facts(row.GetString(0)), cancellation, key);
                switch (stored)
                {
                    case []:
                        await session.ExecuteAsync(CompanySql.Insert, cancellation, [.. values, ("@domain", domain!), now]);
                        await IndexAsync(session, key, domain!, facts, cancellation);
                        return new CompanyWrite(id, CompanyWriteOutcome.Created);
                    case [var known] when facts.FetchedAt < known.FetchedAt:
                        return new CompanyWrite(id, CompanyWriteOutcome.Unchanged);
                    case [var known] when CompanyRows.Write(known with { FetchedAt = facts.FetchedAt }) == CompanyRows.Write(facts):
                        await session.ExecuteAsync(CompanySql.Refetch, cancellation, values);
                        return new CompanyWrite(id, CompanyWriteOutcome.Unchanged);
                    default:
                        await session.ExecuteAsync(CompanySql.UpdateFacts, cancellation, [.. values, now]);
                        await IndexAsync(session, key, domain!, facts, cancellation);
                        return new CompanyWrite(id, CompanyWriteOutcome.Updated);
                }
            },
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<FoundCompanies> FindAsync(string? tenant, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, ICompanyStore.MaxBatch);
        var companies = await ReadAsync(tenant, _sql.Find, cancellation, ("@ids", JsonTexts.Write(ids.Distinct(StringComparer.Ordinal))));
        string[] missing = [.. ids.Except(companies.Select(company => company.Id), StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new FoundCompanies(companies, missing);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CompanyRecord>> SearchAsync(string? tenant, string query, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        CheckLimit(limit);
        var words = CompanyWords.OfQuery(query);
        return words.Count == 0
            ? Task.FromResult<IReadOnlyList<CompanyRecord>>([])
            : ReadAsync(tenant, _sql.Search, cancellation, ("@words", CompanyRows.Write(words.Select(word => KeyValuePair.Create(word, 0)))), ("@count", words.Count), ("@limit", limit));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CompanyRecord>> ListAsync(string? tenant, string? afterId, int limit, CancellationToken cancellation)
    {
        CheckLimit(limit);
        return ReadAsync(tenant, CompanySql.List, cancellation, ("@after", afterId ?? ""), ("@limit", limit));
    }

    /// <inheritdoc/>
    public Task<CompanyDerivation> DeriveAsync(
        string? tenant,
        IReadOnlyCollection<string> ids,
        bool withRelated,
        Func<IReadOnlyList<CompanyRecord>, IEnumerable<CompanyRecord>> derive,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(derive);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, ICompanyStore.MaxBatch);
        return WriteAsync(
            tenant,
            async session =>
            {
                var found = await FindAsync(session, tenant, ids, cancellation);
                string[] there = [.. found.Select(company => company.Id)];
                var related = new RelatedCompanies(session, _sql, Key(tenant), cancellation);
                var groups = withRelated ? await related.GroupsOfAsync(there) : [.. there.Select(id => (IReadOnlyList<string>)[id])];
                var changed = new SortedSet<string>(StringComparer.Ordinal);
                foreach (var group in groups)
                {
                    var companies = withRelated ? await FindAsync(session, tenant, group, cancellation) : [found.First(company => company.Id == group[0])];
                    foreach (var derived in derive(companies))
                    {
                        if (await KeepAsync(session, companies.First(company => company.Id == derived.Id), derived, cancellation))
                        {
                            changed.Add(derived.Id);
                        }
                    }
                }

                return new CompanyDerivation(
                    await FindAsync(session, tenant, there, cancellation),
                    [.. ids.Except(there, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                    [.. changed]);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CompanyRecord>> ListByEmailAsync(
        TenantScope scope, string email, CompanyRecord? after, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(email);
        CheckLimit(limit);
        return ReadAsync(
            scope.Tenant,
            CompanySql.ListByKey,
            cancellation,
            ("@key", CompanyKeys.OfEmail(email)),
            ("@all", scope.Tenant is null ? 1 : 0),
            ("@after_tenant", after?.Tenant ?? ""),
            ("@after", after?.Id ?? ""),
            ("@limit", limit));
    }

    private async Task IndexAsync(
        AnalyticsSession session, (string Name, object Value)[] key, string domain, ScrapedCompany facts, CancellationToken cancellation)
    {
        await session.ExecuteAsync(CompanySql.DeleteWords, cancellation, key);
        await session.ExecuteAsync(_sql.InsertWords, cancellation, [.. key, ("@words", CompanyRows.Write(CompanyWords.Of(domain, facts)))]);
        await session.ExecuteAsync(CompanySql.DeleteKeys, cancellation, key);
        var keys = CompanyKeys.Of(domain, facts).Select(one => KeyValuePair.Create(one, 0));
        await session.ExecuteAsync(_sql.InsertKeys, cancellation, [.. key, ("@keys", CompanyRows.Write(keys))]);
    }

    private Task<IReadOnlyList<CompanyRecord>> FindAsync(AnalyticsSession session, string? tenant, IEnumerable<string> ids, CancellationToken cancellation) =>
        session.ListAsync(
            _sql.Find, CompanyRows.Read, cancellation, ("@tenant", Key(tenant)), ("@ids", JsonTexts.Write(ids.Distinct(StringComparer.Ordinal))));

    private async Task<bool> KeepAsync(AnalyticsSession session, CompanyRecord known, CompanyRecord derived, CancellationToken cancellation)
    {
        var (before, parts) = (DerivedParts.Of(known), DerivedParts.Of(derived));
        if (parts == before)
        {
            return false;
        }

        await session.ExecuteAsync(
            CompanySql.UpdateDerived,
            cancellation,
            [.. parts.WithoutOutdated(before).Parameters, ("@tenant", Key(known.Tenant)), ("@id", known.Id), ("@now", time.GetUtcNow().ToUnixTimeMilliseconds())]);
        return true;
    }

    // No publisher's id is empty.
    private static string Key(string? tenant) => tenant ?? "";

    private static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, ICompanyStore.MaxBatch);
    }

    private Task<IReadOnlyList<CompanyRecord>> ReadAsync(
        string? tenant, string sql, CancellationToken cancellation, params (string Name, object Value)[] parameters) => database.ReadAsync(
            session => session.ListAsync(sql, CompanyRows.Read, cancellation, [("@tenant", Key(tenant)), .. parameters]),
            cancellation);

    // A lock of their own beside the publisher's: no publisher's id holds a slash.
    private Task<T> WriteAsync<T>(string? tenant, Func<AnalyticsSession, Task<T>> work, CancellationToken cancellation) =>
        tenant is null || PublisherId.IsValid(tenant)
            ? database.WriteAsync($"companies/{tenant}", work, cancellation)
            : throw new ArgumentException("The tenant is not a publisher's id.", nameof(tenant));
}
