using System.Net;
using FunctionsJobs.Embedded.Durable.Management;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Management;

/// <summary>Who gets in, what is no call, and what happens when a call fails.</summary>
public sealed class ManagementAccessTests : IAsyncLifetime
{
    private readonly ManagementServer _server = new();
    private readonly HttpClient _stranger = new();

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _server.Hub.Add("one", InstanceStatus.Completed);
        _stranger.BaseAddress = _server.Address;
    }

    public Task DisposeAsync()
    {
        _stranger.Dispose();
        return _server.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "/instances/one")]
    [InlineData("GET", "/instances")]
    [InlineData("DELETE", "/instances/one")]
    [InlineData("DELETE", "/instances?createdTimeFrom=2000-01-01")]
    [InlineData("POST", "/instances/one/terminate")]
    [InlineData("POST", "/instances/one/suspend")]
    [InlineData("POST", "/instances/one/resume")]
    [InlineData("POST", "/instances/one/raiseEvent/go")]
    [InlineData("POST", "/orchestrators/Aggregate/stolen")]
    [InlineData("POST", "/makeprimary")]
    [InlineData("GET", "/no/such/call")]
    public async Task Call_WithoutKey_Answers401(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), ManagementServer.Base + path);
        await AnswerAssert.EmptyAsync(HttpStatusCode.Unauthorized, await _stranger.SendAsync(request));
        Assert.Empty(_server.Hub.Calls);
        Assert.Equal(HttpStatusCode.OK, (await _server.GetAsync("/instances/one")).StatusCode);
    }

    [Theory]
    [InlineData("?code=")]
    [InlineData("?code=a%20secret")]
    [InlineData("?code=a%20secret/with%2Bodd=signs!")]
    [InlineData("?code=A%20secret/with%2Bodd=signs")]
    [InlineData("?code=wrong&code=a%20secret/with%2Bodd=signs")]
    [InlineData("?key=a%20secret/with%2Bodd=signs")]
    public async Task Call_WithWrongKey_Answers401(string query)
        => await AnswerAssert.EmptyAsync(HttpStatusCode.Unauthorized, await _stranger.GetAsync($"{ManagementServer.Base}/instances/one{query}"));

    [Theory]
    [InlineData("?code=a%20secret/with%2Bodd=signs")]
    [InlineData("?code=master-secret")]
    [InlineData("?taskHub=testhub&CODE=a+secret%2Fwith%2Bodd%3Dsigns")]
    public async Task Call_WithKeyInQuery_IsServed(string query)
        => Assert.Equal(HttpStatusCode.OK, (await _stranger.GetAsync($"{ManagementServer.Base}/instances/one{query}")).StatusCode);

    [Theory]
    [InlineData(ManagementServer.Key, "?code=wrong", HttpStatusCode.OK)]
    [InlineData("wrong", "?code=a%20secret/with%2Bodd=signs", HttpStatusCode.Unauthorized)]
    public async Task Call_WithKeyInHeader_IsDecidedByTheHeader(string header, string query, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{ManagementServer.Base}/instances/one{query}");
        request.Headers.Add("X-Functions-Key", header);
        Assert.Equal(expected, (await _stranger.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/nothing")]
    [InlineData("PUT", "/instances/one")]
    [InlineData("POST", "/instances/one")]
    [InlineData("POST", "/instances")]
    [InlineData("GET", "/instances/one/terminate")]
    [InlineData("POST", "/instances/one/explode")]
    [InlineData("POST", "/instances/one/raiseEvent")]
    [InlineData("GET", "/instances/one/raiseEvent/go")]
    [InlineData("POST", "/instances/one/terminate/now")]
    [InlineData("POST", "/instances/one/raiseEvent/go/on")]
    [InlineData("POST", "/instances//terminate")]
    [InlineData("GET", "/orchestrators/Aggregate")]
    [InlineData("POST", "/orchestrators")]
    [InlineData("POST", "/orchestrators/Aggregate/one/two")]
    [InlineData("GET", "/makeprimary")]
    [InlineData("POST", "/makeprimary/now")]
    public async Task Call_ThatIsNone_Answers404(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), ManagementServer.Base + path);
        await AnswerAssert.EmptyAsync(HttpStatusCode.NotFound, await _server.Client.SendAsync(request));
    }

    [Theory]
    [InlineData("/RUNTIME/Webhooks/durableTask/Instances/one/")]
    [InlineData("/api/../runtime/webhooks/durabletask/instances/one")]
    public async Task Call_WithOtherSpelling_IsServed(string path)
    {
        var answer = await _server.SendRawAsync($"GET {path} HTTP/1.1\r\nHost: x\r\nx-functions-key: {ManagementServer.Key}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TestHub", HttpStatusCode.OK)]
    [InlineData("TESTHUB", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("OtherHub", HttpStatusCode.NotFound)]
    public async Task Call_OfAnotherHub_Answers404(string hub, HttpStatusCode expected)
        => Assert.Equal(expected, (await _server.GetAsync($"/instances/one?taskHub={hub}&connection=Any")).StatusCode);

    [Fact]
    public async Task MakePrimary_WithAppLease_Answers200() => await AnswerAssert.EmptyAsync(HttpStatusCode.OK, await _server.PostAsync("/makeprimary"));

    [Fact]
    public async Task MakePrimary_WithoutAppLease_Answers400()
    {
        var server = new ManagementServer(new DurableManagementOptions { HubName = "TestHub", SystemKey = ManagementServer.Key, UseAppLease = false });
        await server.InitializeAsync();
        await AnswerAssert.ErrorAsync(
            HttpStatusCode.BadRequest, "Cannot make current app primary. This app is not using the AppLease feature.", await server.PostAsync("/makeprimary"));
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("/instances/one")]
    [InlineData("/instances")]
    public async Task Call_WhenTheHubFails_Answers500AndLogsTheCauseUnderTheSameId(string path)
    {
        _server.Hub.Fault = new InvalidOperationException("the inside of the app");
        var error = await AnswerAssert.JsonAsync(HttpStatusCode.InternalServerError, await _server.GetAsync(path));
        Assert.Equal("Something went wrong while processing your request", error.GetProperty("Message").GetString());
        Assert.DoesNotContain("inside", error.GetRawText(), StringComparison.Ordinal);
        var line = Assert.Single(_server.LogLines, line => line.StartsWith("Error 1401", StringComparison.Ordinal));
        Assert.Contains("the inside of the app", line, StringComparison.Ordinal);
        Assert.Contains(error.GetProperty("CorrelationId").GetString()!, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WhenTheHubRefusesAnArgument_Answers400()
    {
        _server.Hub.Fault = new ArgumentException("the inside of the app");
        await AnswerAssert.ErrorAsync(
            HttpStatusCode.BadRequest, "One or more of the arguments submitted is incorrect", await _server.PostAsync("/orchestrators/Aggregate"));
    }

    [Fact]
    public async Task Wait_WhenTheHostStops_AnswersTheLinks()
    {
        var waiting = _server.PostAsync("/orchestrators/Aggregate/stopped?timeout=3600");
        await _server.Hub.WaitForWaiterAsync("stopped").WaitAsync(TimeSpan.FromSeconds(30));
        _server.Lifetime.StopApplication();
        Assert.Equal(HttpStatusCode.Accepted, (await waiting.WaitAsync(TimeSpan.FromSeconds(30))).StatusCode);
    }

    [Fact]
    public async Task Log_AfterEveryKindOfCall_HoldsNoKey()
    {
        await _stranger.GetAsync($"{ManagementServer.Base}/instances/one?code={Uri.EscapeDataString(ManagementServer.Key)}");
        await _stranger.GetAsync($"{ManagementServer.Base}/instances/one?code=nearly-{Uri.EscapeDataString(ManagementServer.Key)}");
        await _server.PostAsync("/orchestrators/Aggregate");
        await _server.DeleteAsync("/instances?createdTimeFrom=2000-01-01");
        _server.Hub.Fault = new InvalidOperationException("x");
        await _stranger.GetAsync($"{ManagementServer.Base}/instances/one?code={Uri.EscapeDataString(ManagementServer.Key)}");
        Assert.Contains(_server.LogLines, line => line.StartsWith("Warning 1402", StringComparison.Ordinal));
        Assert.Contains(_server.LogLines, line => line.StartsWith("Information 1403", StringComparison.Ordinal));
        Assert.DoesNotContain(
            _server.LogLines,
            line => line.Contains("secret", StringComparison.Ordinal) || line.Contains("code=", StringComparison.Ordinal));
    }
}
