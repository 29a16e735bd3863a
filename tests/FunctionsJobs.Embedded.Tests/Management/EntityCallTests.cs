using System.Net;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Durable.Management;
using FunctionsJobs.Embedded.Tests.Durable.Entities;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Management;

/// <summary>The entities of the management API, over the real engine and store.</summary>
public sealed class EntityCallTests : IAsyncLifetime
{
    private readonly TestFunctions _functions = new TestFunctions().Entity<Counter>("Counter").Entity<Journal>("Journal");

    private TestTaskHub _hub = null!;
    private ManagementServer _server = null!;

    public async Task InitializeAsync()
    {
        _hub = await TestTaskHub.StartAsync(_functions, forceReplay: false, new TaskHubEngineOptions { HubName = "TestHub" });
        _server = new ManagementServer(new DurableManagementOptions { HubName = "TestHub", SystemKey = "k", MaxBodyBytes = 1_000 }, _hub.Engine.Management);
        await _server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Entity_FromSignalToDelete_IsShownAsItIs()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _server.GetAsync("/entities/Counter/a")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await _server.PostAsync("/entities/COUNTER/a?op=add", "5")).StatusCode);
        await _hub.EntityHoldsAsync(new("Counter", "a"), 5);
        Assert.Equal("5", (await AnswerAssert.JsonAsync(HttpStatusCode.OK, await _server.GetAsync("/Entities/counter/a"))).GetRawText());

        Assert.Equal(HttpStatusCode.Accepted, (await _server.DeleteAsync("/entities/Counter/a")).StatusCode);

        await _hub.EntityIsGoneAsync(new("Counter", "a"));
        Assert.Equal(HttpStatusCode.NotFound, (await _server.GetAsync("/entities/Counter/a")).StatusCode);
    }

    [Theory]
    [InlineData("/entities/Journal/a%2Fb%3F%25", "a/b?%")]
    [InlineData("/entities/Journal/%40x", "@x")]
    [InlineData("/entities/Journal/$", "")]
    [InlineData("/entities/Journal/", "")]
    [InlineData("/entities/Journal", "")]
    public async Task Signal_ToAnyKey_ReachesIt(string address, string key)
    {
        Assert.Equal(HttpStatusCode.Accepted, (await _server.PostAsync(address + "?op=Write", "plain \"text\"", "text/plain")).StatusCode);
        await Eventually.HoldsAsync(async () => await _hub.Client.Entities.GetEntityAsync(new("Journal", key)) is not null, "the entity");
        Assert.Equal(["plain \"text\""], (await _hub.Client.Entities.GetEntityAsync<List<string>>(new EntityInstanceId("Journal", key)))!.State);
    }

    [Fact]
    public async Task Signal_WithoutBody_HasNoInput()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await _server.PostAsync("/entities/Counter/a?op=get")).StatusCode);
        await _hub.EntityHoldsAsync(new("Counter", "a"), 0);
    }

    [Theory]
    [InlineData("/entities/Counter/a?op=add", "{", "application/json", HttpStatusCode.BadRequest, "Could not parse JSON content: it is not one JSON value, or nested too deeply")]
    [InlineData("/entities/Nobody/a?op=add", "1", "application/json", HttpStatusCode.BadRequest, "The function 'nobody' doesn't exist, is disabled, or is not an entity function.")]
    [InlineData("/entities/Cou%40nter/a?op=add", "1", "application/json", HttpStatusCode.BadRequest, "Entity names may not contain '@' characters. (Parameter 'name')")]
    [InlineData("/entities/Counter/line%0Abreak?op=add", "1", "application/json", HttpStatusCode.BadRequest, "Entity ids must not contain control characters. (Parameter 'key')")]
    public async Task Signal_WhenItIsWrong_AnswersWhatIs(string address, string body, string type, HttpStatusCode status, string message)
        => Assert.Equal(message, (await AnswerAssert.JsonAsync(status, await _server.PostAsync(address, body, type))).GetProperty("Message").GetString());

    [Fact]
    public async Task Signal_WhenTheBodyIsTooLarge_Answers413()
        => Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _server.PostAsync("/entities/Counter/a?op=add", new string('1', 1_001))).StatusCode);

    [Fact]
    public async Task List_ByNameTimeAndPage_GivesEntitiesWithAndWithoutState()
    {
        for (var i = 0; i < 3; i++)
        {
            await _server.PostAsync($"/entities/Counter/{i}?op=add", $"{i}");
            await _hub.EntityHoldsAsync(new("Counter", $"{i}"), i);
            _hub.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await _server.PostAsync("/entities/Journal/j?op=write", "\"line\"");
        await Eventually.HoldsAsync(async () => await _hub.Client.Entities.GetEntityAsync(new("Journal", "j")) is not null, "the entity");

        var all = await AnswerAssert.JsonAsync(HttpStatusCode.OK, await _server.GetAsync("/entities?fetchState=true"));
        Assert.Equal("""{"entityId":{"name":"counter","key":"0"},"lastOperationTime":"2030-01-15T08:30:00.0000000Z","state":0}""", all[0].GetRawText());
        Assert.Equal("""["line"]""", all[3].GetProperty("state").GetRawText());
        var lean = await AnswerAssert.JsonAsync(HttpStatusCode.OK, await _server.GetAsync("/entities/COUNTER"));
        Assert.Equal([("0", "null"), ("1", "null"), ("2", "null")], lean.EnumerateArray().Select(entity => (entity.GetProperty("entityId").GetProperty("key").GetString()!, entity.GetProperty("state").GetRawText())));
        var middle = await AnswerAssert.JsonAsync(
            HttpStatusCode.OK, await _server.GetAsync("/entities/Counter/?lastOperationTimeFrom=2030-01-15T08:30:30Z&LastOperationTimeTo=2030-01-15T08:31:30Z"));
        Assert.Equal("1", Assert.Single(middle.EnumerateArray()).GetProperty("entityId").GetProperty("key").GetString());
        Assert.Equal(["0", "1", "2", "j"], await PageAsync("/entities?top=2"));
    }

    [Theory]
    [InlineData("/entities?top=0")]
    [InlineData("/entities?fetchState=perhaps")]
    [InlineData("/entities?lastOperationTimeFrom=yesterday")]
    [InlineData("/entities?lastOperationTimeFrom=2030-01-02&lastOperationTimeTo=2030-01-01")]
    [InlineData("/entities/a%40b")]
    public async Task List_WhenAParameterIsWrong_Answers400(string address) => Assert.Equal(HttpStatusCode.BadRequest, (await _server.GetAsync(address)).StatusCode);

    [Fact]
    public async Task List_WithForeignToken_Answers400()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{ManagementServer.Base}/entities");
        request.Headers.TryAddWithoutValidation("x-ms-continuation-token", "' or 1=1 --");
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("PUT", "/entities/Counter/a")]
    [InlineData("POST", "/entities")]
    [InlineData("DELETE", "/entities")]
    [InlineData("GET", "/entities/Counter/a/b")]
    public async Task Call_WhenThereIsNone_Answers404(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), ManagementServer.Base + path);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/entities")]
    [InlineData("POST", "/entities/Counter/a?op=add")]
    public async Task Call_WithoutTheKey_Answers401(string method, string path)
    {
        using var client = new HttpClient { BaseAddress = _server.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), ManagementServer.Base + path);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(request)).StatusCode);
    }

    private async Task<List<string>> PageAsync(string path)
    {
        var keys = new List<string>();
        string? token = null;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, ManagementServer.Base + path);
            request.Headers.TryAddWithoutValidation("x-ms-continuation-token", token);
            var answer = await _server.Client.SendAsync(request);
            keys.AddRange((await AnswerAssert.JsonAsync(HttpStatusCode.OK, answer)).EnumerateArray().Select(entity => entity.GetProperty("entityId").GetProperty("key").GetString()!));
            token = answer.Headers.TryGetValues("x-ms-continuation-token", out var values) ? values.Single() : null;
        }
        while (token is not null);
        return keys;
    }
}
