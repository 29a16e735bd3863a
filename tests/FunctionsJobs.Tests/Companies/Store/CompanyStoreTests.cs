using FunctionsJobs.Companies;
using FunctionsJobs.Companies.Enrichment;
using FunctionsJobs.Companies.Profiles;
using FunctionsJobs.Companies.Scores;
using FunctionsJobs.Companies.Sql;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.Tests.Analytics;
using FunctionsJobs.Tests.Analytics.Store;
using static FunctionsJobs.Tests.Companies.SampleCompanies;

namespace FunctionsJobs.Tests.Companies.Store;

/// <summary>What every implementation of <see cref="ICompanyStore"/> does.</summary>
public abstract class CompanyStoreTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Now = Fetched.AddHours(1);
    private StoreFixture _fixture = null!;

    private SqlCompanyStore Store { get; set; } = null!;

    public async Task InitializeAsync()
    {
        _fixture = await OpenAsync();
        Store = new SqlCompanyStore(_fixture.OpenDatabase(), new FixedTimeProvider(Now));
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    protected abstract Task<StoreFixture> OpenAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("pub-1")]
    public async Task Upsert_OfANewCompany_KeepsEverythingOfIt(string? tenant)
    {
        var written = await Store.UpsertAsync(tenant, Whole(), None);

        Assert.Equal(new CompanyWrite(CompanyId.Of(tenant, "acme.example"), CompanyWriteOutcome.Created), written);
        var company = await SingleAsync(tenant, written.Id);
        Assert.Equal((written.Id, tenant, "acme.example", Now, Now), (company.Id, company.Tenant, company.Domain, company.CreatedAt, company.UpdatedAt));
        Assert.Equivalent(Whole(), company.Facts, strict: true);
    }

    [Fact]
    public async Task Upsert_OfTheSameFacts_ChangesNothingButTheTimeTheyWereRead()
    {
        await Store.UpsertAsync("pub-1", Whole(), None);
        var later = Later(TimeSpan.FromDays(1));

        Assert.Equal(CompanyWriteOutcome.Unchanged, (await Store.UpsertAsync("pub-1", Whole(), None)).Outcome);
        var again = await later.UpsertAsync("pub-1", Whole("https://www.acme.example/about") with { FetchedAt = Fetched.AddDays(1) }, None);

        Assert.Equal(CompanyWriteOutcome.Unchanged, again.Outcome);
        var company = await SingleAsync("pub-1", again.Id);
        Assert.Equal((Now, Fetched.AddDays(1)), (company.UpdatedAt, company.Facts.FetchedAt));
    }

    [Fact]
    public async Task Upsert_OfNewerFacts_ReplacesAllOfThem()
    {
        await Store.UpsertAsync("pub-1", Whole(), None);

        var written = await Later(TimeSpan.FromDays(1)).UpsertAsync("pub-1", Plain(name: "New") with { FetchedAt = Fetched.AddDays(1) }, None);

        Assert.Equal(CompanyWriteOutcome.Updated, written.Outcome);
        var company = await SingleAsync("pub-1", written.Id);
        Assert.Equivalent(Plain(name: "New") with { FetchedAt = Fetched.AddDays(1) }, company.Facts, strict: true);
        Assert.Equal((Now, Now.AddDays(1)), (company.CreatedAt, company.UpdatedAt));
        Assert.Empty(await Store.SearchAsync("pub-1", "rockets", 10, None));
    }

    [Fact]
    public async Task Upsert_OfOlderFacts_ChangesNothing()
    {
        await Store.UpsertAsync("pub-1", Whole(), None);

        var written = await Store.UpsertAsync("pub-1", Plain(name: "Old") with { FetchedAt = Fetched.AddMilliseconds(-1) }, None);

        Assert.Equal(CompanyWriteOutcome.Unchanged, written.Outcome);
        Assert.Equal("Acme", (await SingleAsync("pub-1", written.Id)).Facts.Name);
        Assert.Empty(await Store.SearchAsync("pub-1", "old", 10, None));
    }

    [Fact]
    public async Task Upsert_ByManyAtOnce_LeavesTheNewestFactsOnce()
    {
        var other = new SqlCompanyStore(_fixture.OpenDatabase(), new FixedTimeProvider(Now));

        var written = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            (i % 2 == 0 ? Store : other).UpsertAsync("pub-1", Plain(name: $"Name {i}") with { FetchedAt = Fetched.AddSeconds(i) }, None))));

        Assert.Single(written.Select(write => write.Id).Distinct());
        Assert.Single(written, write => write.Outcome == CompanyWriteOutcome.Created);
        Assert.Equal("Name 19", Assert.Single(await Store.ListAsync("pub-1", null, 10, None)).Facts.Name);
    }

    [Fact]
    public async Task Upsert_OfAHostileCompany_KeepsWhatIsWithinBounds()
    {
        var written = await Store.UpsertAsync("pub-1", Plain() with { Name = "a\0b\uD800'); DROP TABLE company; --", Description = new string('d', 1_000_000) }, None);

        var facts = (await SingleAsync("pub-1", written.Id)).Facts;
        Assert.Equal(("a b'); DROP TABLE company; --", CompanyBounds.MaxDescription), (facts.Name, facts.Description!.Length));
    }

    [Fact]
    public async Task Upsert_WithoutAPageOrForNoTenantsId_ThrowsAndKeepsNothing()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.UpsertAsync("pub-1", Plain("mailto:a@b.example"), None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.UpsertAsync("", Plain(), None));

        Assert.Empty(await Store.ListAsync("pub-1", null, 10, None));
        Assert.Empty(await Store.ListAsync(null, null, 10, None));
    }

    [Fact]
    public async Task Calls_OfOneTenant_SeeAndTouchNothingOfAnother()
    {
        var foreign = await Store.UpsertAsync("pub-2", Whole(), None);
        await Store.UpsertAsync(null, Plain(name: "Rockets"), None);

        var own = await Store.UpsertAsync("pub-1", Plain(name: "Own"), None);

        Assert.Equal(CompanyWriteOutcome.Created, own.Outcome);
        var found = await Store.FindAsync("pub-1", [own.Id, foreign.Id], None);
        Assert.Equal(own.Id, Assert.Single(found.Companies).Id);
        Assert.Equal([foreign.Id], found.Missing);
        Assert.Empty(await Store.SearchAsync("pub-1", "rockets", 10, None));
        Assert.Equal("Own", Assert.Single(await Store.ListAsync("pub-1", null, 10, None)).Facts.Name);
        Assert.Equivalent(Whole(), (await SingleAsync("pub-2", foreign.Id)).Facts, strict: true);
        Assert.Equal("Rockets", Assert.Single(await Store.SearchAsync(null, "rockets", 10, None)).Facts.Name);
    }

    [Fact]
    public async Task Find_WithRepeatsAndUnknownIds_AnswersEachOnceInOrder()
    {
        var ids = new List<string>();
        foreach (var i in Enumerable.Range(0, 5))
        {
            ids.Add((await Store.UpsertAsync("pub-1", Plain($"https://{i}.example/"), None)).Id);
        }

        var found = await Store.FindAsync("pub-1", [.. ids, .. ids, "zz", "co-' OR 1=1", "zz"], None);

        Assert.Equal(ids.Order(StringComparer.Ordinal), found.Companies.Select(company => company.Id));
        Assert.Equal(["co-' OR 1=1", "zz"], found.Missing);
        Assert.Empty((await Store.FindAsync("pub-1", [], None)).Companies);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Store.FindAsync("pub-1", [.. Enumerable.Range(0, ICompanyStore.MaxBatch + 1).Select(i => $"{i}")], None));
    }

    [Fact]
    public async Task Search_OrdersByWhereTheWordsStand_AndThenByDomain()
    {
        await Store.UpsertAsync("pub-1", Plain("https://d.example/", "Other") with { Description = "We sell solar panels." }, None);
        await Store.UpsertAsync("pub-1", Plain("https://c.example/", "Other") with { Industry = "Solar" }, None);
        await Store.UpsertAsync("pub-1", Plain("https://solar.example/", "Other"), None);
        await Store.UpsertAsync("pub-1", Plain("https://z.example/", "Solar AG"), None);
        await Store.UpsertAsync("pub-1", Plain("https://a.example/", "SOLAR ag"), None);
        await Store.UpsertAsync("pub-1", Plain("https://b.example/", "Solaris"), None);

        Assert.Equal(["a.example", "z.example", "solar.example", "c.example", "d.example"], await DomainsAsync("sölar", 10));
        Assert.Equal(["a.example", "z.example"], await DomainsAsync("solar", 2));
        Assert.Equal(["a.example", "z.example"], await DomainsAsync("AG Solar", 10));
        Assert.Empty(await DomainsAsync("solar wind", 10));
        Assert.Empty(await DomainsAsync("%", 10));
    }

    [Fact]
    public async Task List_ByPages_GivesEachCompanyOnce()
    {
        foreach (var i in Enumerable.Range(0, 7))
        {
            await Store.UpsertAsync("pub-1", Plain($"https://{i}.example/"), None);
        }

        var seen = new List<string>();
        for (string? after = null; await Store.ListAsync("pub-1", after, 3, None) is { Count: > 0 } page; after = page[^1].Id)
        {
            seen.AddRange(page.Select(company => company.Id));
        }

        Assert.Equal(7, seen.Count);
        Assert.Equal(seen.Distinct().Order(StringComparer.Ordinal), seen);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ListAsync("pub-1", null, 0, None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.SearchAsync("pub-1", "x", ICompanyStore.MaxBatch + 1, None));
    }

    [Fact]
    public async Task Derive_KeepsWhatIsDerived_UntilWhatItIsDerivedFromChanges()
    {
        var id = (await Store.UpsertAsync("pub-1", Whole(), None)).Id;
        await Store.DeriveAsync("pub-1", [id], true, CompanyProfiler.Resolve, None);
        await Store.DeriveAsync("pub-1", [id], false, Enrich, None);
        var scored = await Store.DeriveAsync("pub-1", [id], false, Score, None);

        var company = await SingleAsync("pub-1", id);
        Assert.Equivalent(CompanyProfiler.Alone(company), company.Profile, strict: true);
        Assert.Equivalent(CompanyEnricher.Of(company), company.Enrichment, strict: true);
        Assert.Equivalent(CompanyScorer.Of(company, new()), company.Score, strict: true);
        Assert.Equivalent(company, Assert.Single(scored.Found), strict: true);
        Assert.Equal([id], scored.Changed);
        foreach (var derive in (Func<IReadOnlyList<CompanyRecord>, IEnumerable<CompanyRecord>>[])[CompanyProfiler.Resolve, Enrich, Score])
        {
            Assert.Empty((await Store.DeriveAsync("pub-1", [id], true, derive, None)).Changed);
        }

        await Store.UpsertAsync("pub-1", Whole() with { FetchedAt = Fetched.AddDays(1) }, None);
        Assert.NotNull((await SingleAsync("pub-1", id)).Score);
        await Store.DeriveAsync("pub-1", [id], false, companies => companies.Select(one => one with { Profile = one.Profile! with { Name = "Other" } }), None);
        Assert.Equal((true, true, true), await SingleAsync("pub-1", id) is { Profile: { } profile } other ? (profile.Name == "Other", other.Enrichment is null, other.Score is null) : default);
        await Store.UpsertAsync("pub-1", Plain(name: "New") with { FetchedAt = Fetched.AddDays(2) }, None);
        Assert.Null((await SingleAsync("pub-1", id)).Profile);

        static IEnumerable<CompanyRecord> Enrich(IReadOnlyList<CompanyRecord> companies) => companies.Select(one => one with { Enrichment = CompanyEnricher.Of(one) });
        static IEnumerable<CompanyRecord> Score(IReadOnlyList<CompanyRecord> companies) => companies.Select(one => one with { Score = CompanyScorer.Of(one, new()) });
    }

    [Fact]
    public async Task Derive_WithRelated_FindsThoseThatAreTheSameDirectlyOrThroughOthers()
    {
        string[] urls = ["https://shop.acme.de/", "https://acme.de/", "https://acme-rockets.de/", "https://rockets.de/", "https://other.de/"];
        string[] names = ["Shop", "Acme GmbH", "ACME", "Rockets", "Other"];
        foreach (var (url, name) in urls.Zip(names))
        {
            await Store.UpsertAsync("pub-1", Plain(url, name), None);
            await Store.UpsertAsync("pub-2", Plain(url, "Rockets"), None);
        }

        var derived = await Store.DeriveAsync("pub-1", [Id("shop.acme.de"), CompanyId.Of("pub-2", "rockets.de")], true, CompanyProfiler.Resolve, None);

        Assert.Equal([CompanyId.Of("pub-2", "rockets.de")], derived.Missing);
        Assert.Equal(Id("acme.de"), Assert.Single(derived.Found).DuplicateOf);
        Assert.Equal(new[] { Id("shop.acme.de"), Id("acme.de"), Id("acme-rockets.de") }.Order(StringComparer.Ordinal), derived.Changed);
        Assert.Equal([null, Id("acme.de"), Id("acme.de"), null, null], await DuplicatesAsync("acme.de", "shop.acme.de", "acme-rockets.de", "rockets.de", "other.de"));
        Assert.All(await Store.ListAsync("pub-2", null, 10, None), company => Assert.Null(company.Profile));
        Assert.Equal(["acme.de"], await DomainsAsync("acme", 10));

        async Task<IEnumerable<string?>> DuplicatesAsync(params string[] domains)
        {
            var all = (await Store.ListAsync("pub-1", null, 10, None)).ToDictionary(company => company.Domain);
            return domains.Select(domain => all[domain].DuplicateOf);
        }
    }

    [Theory]
    [InlineData("acme.de")]
    [InlineData("rockets.de")]
    public async Task Derive_OfCompaniesThatAreNotTheSameAnyMore_PartsThem_WhicheverIsAskedFor(string asked)
    {
        await Store.UpsertAsync("pub-1", Plain("https://acme.de/", "Acme"), None);
        await Store.UpsertAsync("pub-1", Plain("https://rockets.de/", "Acme") with { Employees = 7 }, None);
        await Store.DeriveAsync("pub-1", [Id("rockets.de")], true, CompanyProfiler.Resolve, None);
        Assert.Equal(7, (await SingleAsync("pub-1", Id("acme.de"))).Profile!.Employees);
        await Store.UpsertAsync("pub-1", Plain("https://rockets.de/", "Rockets") with { Employees = 7, FetchedAt = Fetched.AddDays(1) }, None);

        await Store.DeriveAsync("pub-1", [Id(asked)], true, CompanyProfiler.Resolve, None);

        Assert.Null((await SingleAsync("pub-1", Id("acme.de"))).Profile!.Employees);
        var parted = await SingleAsync("pub-1", Id("rockets.de"));
        Assert.Equal((null, "Rockets"), (parted.DuplicateOf, parted.Profile!.Name));
    }

    [Fact]
    public async Task Derive_WithRelated_TakesNoEvidenceFromWhatTooManyHaveInCommon()
    {
        foreach (var i in Enumerable.Range(0, ICompanyStore.MaxAlike + 1))
        {
            await Store.UpsertAsync("pub-1", Plain($"https://acme{i:00}.de/", "Acme"), None);
        }

        var derived = await Store.DeriveAsync("pub-1", [Id("acme00.de")], true, CompanyProfiler.Resolve, None);

        Assert.Equal([Id("acme00.de")], derived.Changed);
    }

    [Fact]
    public async Task Derive_WhenItFails_KeepsNothing()
    {
        var ids = new[] { await Store.UpsertAsync("pub-1", Plain("https://a.example/"), None), await Store.UpsertAsync("pub-1", Plain("https://b.example/"), None) };
        var calls = 0;

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.DeriveAsync(
            "pub-1", [.. ids.Select(write => write.Id)], false, companies => ++calls == 2 ? throw new InvalidOperationException() : CompanyProfiler.Resolve(companies), None));

        Assert.All(await Store.ListAsync("pub-1", null, 10, None), company => Assert.Null(company.Profile));
    }

    // What is kept beside facts is always of these facts, whoever writes at the same time.
    [Fact]
    public async Task Derive_WhileOthersStoreNewerFacts_NeverKeepsWhatWasDerivedOfOlderOnes()
    {
        var other = new SqlCompanyStore(_fixture.OpenDatabase(), new FixedTimeProvider(Now));
        var id = (await Store.UpsertAsync("pub-1", Plain(), None)).Id;
        var storing = Task.Run(async () =>
        {
            foreach (var i in Enumerable.Range(1, 30))
            {
                await other.UpsertAsync("pub-1", Plain(name: $"Name {i}") with { FetchedAt = Fetched.AddSeconds(i) }, None);
            }
        });
        do
        {
            await Store.DeriveAsync("pub-1", [id], true, CompanyProfiler.Resolve, None);
            var company = await SingleAsync("pub-1", id);
            Assert.True(company.Profile is null || company.Profile.Name == company.Facts.Name, $"{company.Profile?.Name} of {company.Facts.Name}");
        }
        while (!storing.IsCompleted);

        await storing;
        await Store.DeriveAsync("pub-1", [id], true, CompanyProfiler.Resolve, None);
        Assert.Equal("Name 30", (await SingleAsync("pub-1", id)).Profile!.Name);
    }

    [Fact]
    public async Task ListByEmail_FindsThoseThatHoldTheAddress_WithinItsScope()
    {
        foreach (var tenant in (string?[])["pub-2", null, "pub-1"])
        {
            await Store.UpsertAsync(tenant, Plain("https://a.example/") with { Emails = ["Ann@A.example", "bob@a.example"] }, None);
            await Store.UpsertAsync(tenant, Plain("https://b.example/") with { Emails = ["ann@a.example.org"] }, None);
        }

        Assert.Equal("pub-1", Assert.Single(await Store.ListByEmailAsync(TenantScope.Only("pub-1"), "ann@a.EXAMPLE", null, 10, None)).Tenant);
        var first = await Store.ListByEmailAsync(TenantScope.All, "ann@a.example", null, 2, None);
        var second = await Store.ListByEmailAsync(TenantScope.All, "ann@a.example", first[^1], 2, None);
        Assert.Equal([null, "pub-1", "pub-2"], first.Concat(second).Select(company => company.Tenant));
        Assert.Empty(await Store.ListByEmailAsync(TenantScope.Only("pub-3"), "ann@a.example", null, 10, None));
    }

    private static string Id(string domain) => CompanyId.Of("pub-1", domain);

    private SqlCompanyStore Later(TimeSpan by) => new(_fixture.OpenDatabase(), new FixedTimeProvider(Now + by));

    private async Task<CompanyRecord> SingleAsync(string? tenant, string id) => Assert.Single((await Store.FindAsync(tenant, [id], None)).Companies);

    private async Task<IEnumerable<string>> DomainsAsync(string query, int limit) =>
        (await Store.SearchAsync("pub-1", query, limit, None)).Select(company => company.Domain);
}
