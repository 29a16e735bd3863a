using System.Net;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Management;

public sealed class PurgeCallTests
{
    [Theory]
    [InlineData(InstanceStatus.Completed)]
    [InlineData(InstanceStatus.Failed)]
    [InlineData(InstanceStatus.Terminated)]
    public async Task Purge_OfEndedInstance_DeletesIt(string status) => await WithServerAsync(async server =>
    {
        server.Hub.Add("over", status);
        Assert.Equal("""{"instancesDeleted":1}""", (await AnswerAssert.JsonAsync(HttpStatusCode.OK, await server.DeleteAsync("/instances/over"))).GetRawText());
        await AnswerAssert.EmptyAsync(HttpStatusCode.NotFound, await server.GetAsync("/instances/over"));
    });

    [Theory]
    [InlineData(InstanceStatus.Pending)]
    [InlineData(InstanceStatus.Running)]
    [InlineData(InstanceStatus.Suspended)]
    public async Task Purge_OfActiveInstance_Answers412AndKeepsIt(string status) => await WithServerAsync(async server =>
    {
        server.Hub.Add("active", status);
        await AnswerAssert.ErrorAsync(
            HttpStatusCode.PreconditionFailed,
            $"Only instances that are completed, failed or terminated can be purged; this one is {status}.",
            await server.DeleteAsync("/instances/active"));
        Assert.Equal(HttpStatusCode.Accepted, (await server.GetAsync("/instances/active")).StatusCode);
    });

    [Fact]
    public async Task Purge_OfUnknownInstance_Answers404() => await WithServerAsync(async server =>
        await AnswerAssert.EmptyAsync(HttpStatusCode.NotFound, await server.DeleteAsync("/instances/missing")));

    [Fact]
    public async Task PurgeMany_DeletesWhatMatchesAndIsOver() => await WithServerAsync(async server =>
    {
        server.Hub.Add("a", InstanceStatus.Completed);
        server.Hub.Add("b", InstanceStatus.Failed);
        server.Hub.Add("c", InstanceStatus.Completed);
        server.Hub.Add("d", InstanceStatus.Running);
        var answer = await server.DeleteAsync("/instances?createdTimeFrom=2024-01-01&createdTimeTo=2024-12-31T23:59:59Z&runtimeStatus=Completed,Running");
        Assert.Equal("""{"instancesDeleted":2}""", (await AnswerAssert.JsonAsync(HttpStatusCode.OK, answer)).GetRawText());
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/instances/b")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await server.GetAsync("/instances/d")).StatusCode);
    });

    [Fact]
    public async Task PurgeMany_WithoutEnd_EndsNow() => await WithServerAsync(async server =>
    {
        server.Hub.Add("a", InstanceStatus.Completed);
        Assert.Equal(HttpStatusCode.OK, (await server.DeleteAsync("/instances?createdTimeFrom=2024-01-01")).StatusCode);
        Assert.Equal(DateTimeKind.Utc, server.Hub.LastFilter!.CreatedTo!.Value.Kind);
        Assert.True(server.Hub.LastFilter.CreatedTo > FakeTaskHub.Created);
    });

    [Theory]
    [InlineData("/instances")]
    [InlineData("/instances?createdTimeFrom=&runtimeStatus=Completed")]
    [InlineData("/instances?createdTimeTo=2024-12-31")]
    public async Task PurgeMany_WithoutBegin_Answers400(string path) => await WithServerAsync(async server =>
    {
        server.Hub.Add("kept", InstanceStatus.Completed);
        var answer = await server.DeleteAsync(path);
        Assert.Equal("Please provide value for 'createdTimeFrom' parameter.", (await AnswerAssert.JsonAsync(HttpStatusCode.BadRequest, answer)).GetString());
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/instances/kept")).StatusCode);
    });

    [Theory]
    [InlineData("createdTimeFrom=x")]
    [InlineData("createdTimeFrom=0001-01-01T00:00:00Z")]
    [InlineData("createdTimeFrom=2024-01-01&createdTimeTo=2023-01-01")]
    [InlineData("createdTimeFrom=2024-01-01&createdTimeTo=never")]
    [InlineData("createdTimeFrom=2024-01-01&runtimeStatus=Complted")]
    public async Task PurgeMany_WithBadFilter_Answers400AndDeletesNothing(string query) => await WithServerAsync(async server =>
    {
        server.Hub.Add("kept", InstanceStatus.Completed);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.DeleteAsync($"/instances?{query}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/instances/kept")).StatusCode);
    });

    [Fact]
    public async Task PurgeMany_WhenNothingMatches_Answers404() => await WithServerAsync(async server =>
    {
        server.Hub.Add("later", InstanceStatus.Completed);
        await AnswerAssert.EmptyAsync(HttpStatusCode.NotFound, await server.DeleteAsync("/instances?createdTimeFrom=2025-01-01"));
    });

    // A hub of its own for each test: the calls delete whatever matches.
    private static async Task WithServerAsync(Func<ManagementServer, Task> test)
    {
        var server = new ManagementServer();
        await server.InitializeAsync();
        try
        {
            await test(server);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
