using FunctionsJobs.Analytics;
using FunctionsJobs.JobStore;
using FunctionsJobs.Postgres;

namespace FunctionsJobs.Tests.Postgres;

public class PostgresOptionsTests
{
    private const string Server = "Host=db;Database=jobs;Username=app;Password=secret-7";

    [Fact]
    public void Defaults_AreAsDocumented()
    {
        var options = new PostgresOptions();

        Assert.Equal("password", options.Authentication);
        Assert.Equal("", options.ManagedIdentityClientId);
        Assert.Equal(20, options.MaxConnections);
        Assert.Equal(TimeSpan.FromSeconds(30), options.StatementTimeout);
        Assert.Equal(TimeSpan.FromSeconds(10), options.LockTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), options.RetryTimeout);
        Assert.Equal(("", ""), (new JobStoreOptions().Provider, new JobStoreOptions().ConnectionString));
        Assert.Equal(("", ""), (new AnalyticsOptions().Provider, new AnalyticsOptions().ConnectionString));
    }

    [Theory]
    [InlineData("", "", "sqlite")]
    [InlineData("", Server, "postgres")]
    [InlineData("sqlite", "", "sqlite")]
    [InlineData("postgres", Server, "postgres")]
    public void Provider_IsTheOneNamedOrTheOneImplied(string provider, string connectionString, string expected)
    {
        Assert.Equal(expected, StoreProvider.Of(provider, connectionString));
    }

    [Theory]
    [InlineData("", "", "jobs.db")]
    [InlineData("sqlite", "", "jobs.db")]
    [InlineData("", Server, "")]
    [InlineData("postgres", Server, "")]
    [InlineData("postgres", Server + ";Maximum Pool Size=20", "")]
    public void Check_OfWhatFitsTogether_FindsNothing(string provider, string connectionString, string dataFile)
    {
        Assert.Empty(PostgresOptionsRules.Check("JobStore", provider, connectionString, dataFile, new PostgresOptions()));
    }

    [Theory]
    [InlineData("mysql", "", "", "JobStore:Provider is 'mysql'; it must be 'sqlite' or 'postgres'.")]
    [InlineData("sqlite", Server, "", "JobStore:Provider is 'sqlite', but JobStore:ConnectionString (or ConnectionStrings:JobStore) names a PostgreSQL server; remove one of them.")]
    [InlineData("postgres", "", "", "JobStore:Provider is 'postgres', but neither JobStore:ConnectionString nor ConnectionStrings:JobStore is set.")]
    [InlineData("", Server, "jobs.db", "JobStore:DataFile names a file, but JobStore:Provider is 'postgres' by name or by its connection string; remove one of them.")]
    [InlineData("", "secret-7 is no connection string", "", "JobStore:ConnectionString (or ConnectionStrings:JobStore) is no PostgreSQL connection string of the form 'Host=…;Database=…;Username=…'.")]
    [InlineData("", "Database=jobs;Password=secret-7", "", "JobStore:ConnectionString (or ConnectionStrings:JobStore) names no Host.")]
    [InlineData("", Server + ";Maximum Pool Size=7", "", "JobStore:ConnectionString says Maximum Pool Size=7, but JobStore:Postgres:MaxConnections is 20; remove it from the connection string.")]
    public void Check_OfWhatContradicts_NamesBoth(string provider, string connectionString, string dataFile, string expected)
    {
        Assert.Equal([expected], PostgresOptionsRules.Check("JobStore", provider, connectionString, dataFile, new PostgresOptions()));
    }

    [Fact]
    public void Check_OfLimitsOutOfRange_NamesEachWithItsValue()
    {
        var options = new PostgresOptions
        {
            Authentication = "kerberos",
            ManagedIdentityClientId = "id",
            MaxConnections = 1,
            StatementTimeout = TimeSpan.FromSeconds(5),
            LockTimeout = TimeSpan.FromSeconds(6),
            RetryTimeout = TimeSpan.FromHours(1),
        };

        Assert.Equal(
            [
                "Analytics:Postgres:Authentication is 'kerberos'; it must be 'password' or 'entra'.",
                "Analytics:Postgres:ManagedIdentityClientId is set, but Analytics:Postgres:Authentication is 'kerberos'; it takes 'entra'.",
                "Analytics:Postgres:MaxConnections is 1; it must be from 2 to 1000.",
                "Analytics:Postgres:LockTimeout is 00:00:06; it must be from 00:00:00.001 to Analytics:Postgres:StatementTimeout (00:00:05).",
                "Analytics:Postgres:RetryTimeout is 01:00:00; it must be from 00:00:00 to 00:10:00.",
            ],
            PostgresOptionsRules.Check("Analytics", "postgres", "Host=db", "", options));
    }

    [Fact]
    public void Check_OfEntraWithAPassword_NamesBoth()
    {
        var options = new PostgresOptions { Authentication = "entra" };

        Assert.Equal(
            ["JobStore:Postgres:Authentication is 'entra', but JobStore:ConnectionString holds a Password; remove one of them."],
            PostgresOptionsRules.Check("JobStore", "", Server, "", options));
    }

    [Fact]
    public void Settings_AsText_HoldNoSecret()
    {
        Assert.Equal("JobStore", new PostgresSettings("JobStore", Server, new PostgresOptions()).ToString());
    }
}
