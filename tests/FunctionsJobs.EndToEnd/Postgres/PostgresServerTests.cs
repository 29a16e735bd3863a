using Azure.Core;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Postgres;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Postgres;
using FunctionsJobs.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Npgsql;

namespace FunctionsJobs.EndToEnd.Postgres;

/// <summary>The job store while its server is killed, started again, a standby, promoted; and who gets in.</summary>
[NeedsPostgres]
[NeedsServer(TestServers.PostgresProgramsSetting)]
public sealed class PostgresServerTests : IAsyncLifetime
{
    private const int Submitters = 8;
    private const int JobsEach = 40;
    private const int Kills = 3;

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private PostgresServer _server = null!;

    public async Task InitializeAsync() => _server = await PostgresServer.StartNewAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Writes_WhileTheServerIsKilledAndStartedAgain_LoseNothingAndDoubleNothing()
    {
        await using var database = Open(_server.ConnectionString);
        var store = new SqlJobStore(database, TimeProvider.System);
        await store.OpenAsync(None);
        var done = 0;

        // Each call is answered as if nothing had happened: accepted, not found to be there; applied, not repeated.
        var submitting = Task.WhenAll(Enumerable.Range(0, Submitters).Select(submitter => Task.Run(async () =>
        {
            for (var i = 0; i < JobsEach; i++)
            {
                var id = $"job-{submitter}-{i}";
                Assert.IsType<JobSubmission.Accepted>(await store.SubmitAsync(Job(id), None));
                Assert.True((await store.SucceedAsync(id, "1", None)).Applied);
                Interlocked.Increment(ref done);
            }
        })));
        for (var kill = 1; kill <= Kills; kill++)
        {
            while (!submitting.IsCompleted && Volatile.Read(ref done) < kill * Submitters * JobsEach / (Kills + 1))
            {
                await Task.WhenAny(submitting, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System));
            }

            Assert.False(submitting.IsCompleted, "all was done before the server was killed often enough");
            await _server.KillAsync();
            await _server.StartAsync();
        }

        await submitting.WaitAsync(Patience);
        for (var i = 0; i < Submitters * JobsEach; i++)
        {
            var timeline = await store.ReadTimelineAsync($"job-{i / JobsEach}-{i % JobsEach}", None);
            Assert.Equal(["submitted", "admitted", "succeeded"], timeline.Select(entry => entry.Event));
        }
    }

    [Fact]
    public async Task Store_WhenTheServerBecomesAStandbyAndIsPromoted_ReadsOnAndWritesAgain()
    {
        await using var database = Open(_server.ConnectionString);
        var store = new SqlJobStore(database, TimeProvider.System);
        await store.OpenAsync(None);
        await store.SubmitAsync(Job("before"), None);
        await _server.RestartAsStandbyAsync();
        await using var impatient = Open(_server.ConnectionString, new PostgresOptions { RetryTimeout = TimeSpan.Zero });

        var refused = await Assert.ThrowsAsync<JobStoreException>(() => new SqlJobStore(impatient, TimeProvider.System).SubmitAsync(Job("refused"), None));
        Assert.Equal("The job store cannot be used: The PostgreSQL server is read-only: a standby, or a server that is set to be.", refused.Message);
        Assert.True(refused.IsTransient);
        Assert.NotNull(await store.FindAsync("before", None));

        var submitting = store.SubmitAsync(Job("after"), None);
        await _server.PromoteAsync();

        Assert.IsType<JobSubmission.Accepted>(await submitting.WaitAsync(Patience));
        Assert.Null(await store.FindAsync("refused", None));
    }

    [Fact]
    public async Task Open_WhenThePasswordIsWrong_SaysSoAtOnceWithoutIt()
    {
        await using var database = Open(_server.With("wrong-horse-9"));

        var fault = await Assert.ThrowsAsync<JobStoreException>(() => new SqlJobStore(database, TimeProvider.System).OpenAsync(None));

        Assert.Equal("The job store cannot be used: PostgreSQL refused the user or its password.", fault.Message);
        Assert.False(fault.IsTransient);
        Assert.DoesNotContain("wrong-horse-9", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntraPassword_IsTheTokenOfTheDatabasesScope()
    {
        var parts = new NpgsqlConnectionStringBuilder(_server.ConnectionString);
        var credential = new Mock<TokenCredential>();
        credential
            .Setup(c => c.GetTokenAsync(
                It.Is<TokenRequestContext>(request => request.Scopes.Single() == "https://ossrdbms-aad.database.windows.net/.default"), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new AccessToken(parts.Password!, DateTimeOffset.MaxValue));
        parts.Password = null;
        var builder = new NpgsqlDataSourceBuilder(parts.ConnectionString);

        new PostgresEntraPassword(credential.Object).UseIn(builder);

        await using var source = builder.Build();
        await using var command = source.CreateCommand("SELECT current_user::text");
        Assert.Equal("functionsjobs", await command.ExecuteScalarAsync());
    }

    private static PostgresJobDatabase Open(string connectionString, PostgresOptions? options = null) => new(
        connectionString, options ?? new PostgresOptions { RetryTimeout = Patience }, TimeProvider.System, NullLogger<PostgresJobDatabase>.Instance);

    private static NewJob Job(string id) => new()
    {
        Id = id,
        Queue = "q",
        Type = "t",
        Name = "t",
        Tenant = "pub-1",
        Arguments = "{}",
        Priority = 50,
        Policy = JobPolicy.Default,
    };
}
