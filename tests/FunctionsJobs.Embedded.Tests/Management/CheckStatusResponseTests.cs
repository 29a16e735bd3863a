using System.Net;
using FunctionsJobs.Embedded.Durable.Management;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Moq;

namespace FunctionsJobs.Embedded.Tests.Management;

/// <summary>What function code answers with the client's help.</summary>
public sealed class CheckStatusResponseTests
{
    private const string Url = "https://jobs.example:8443/api/start?x=1";

    private const string Instance = "https://jobs.example:8443/runtime/webhooks/durabletask/instances/job%201%27";

    private const string Expected =
        "{\"Id\":\"job 1'\","
        + "\"StatusQueryGetUri\":\"" + Instance + "?code=k%3D1\","
        + "\"SendEventPostUri\":\"" + Instance + "/raiseEvent/{eventName}?code=k%3D1\","
        + "\"TerminatePostUri\":\"" + Instance + "/terminate?reason={text}&code=k%3D1\","
        + "\"RewindPostUri\":null,"
        + "\"PurgeHistoryDeleteUri\":\"" + Instance + "?code=k%3D1\","
        + "\"RestartPostUri\":null,"
        + "\"SuspendPostUri\":\"" + Instance + "/suspend?reason={text}&code=k%3D1\","
        + "\"ResumePostUri\":\"" + Instance + "/resume?reason={text}&code=k%3D1\"}";

    private readonly ManagementLinks _links = new(new DurableManagementOptions { HubName = "TestHub", SystemKey = "k=1" });
    private readonly DurableTaskClient _client = new Mock<DurableTaskClient>(MockBehavior.Strict, "hub").Object;

    [Fact]
    public async Task CreateCheckStatusResponseAsync_AnswersTheLinksInTheWorkersShape()
    {
        var response = await _client.CreateCheckStatusResponseAsync(FakeRequest.To(Url, _links), "job 1'");
        AssertResponse(HttpStatusCode.Accepted, response);
    }

    [Fact]
    public void CreateCheckStatusResponse_AnswersTheSame() => AssertResponse(HttpStatusCode.Accepted, _client.CreateCheckStatusResponse(FakeRequest.To(Url, _links), "job 1'"));

    [Fact]
    public async Task CreateCheckStatusResponse_WithStatusCode_AnswersIt()
    {
        AssertResponse(HttpStatusCode.Created, _client.CreateCheckStatusResponse(FakeRequest.To(Url, _links), "job 1'", HttpStatusCode.Created));
        AssertResponse(HttpStatusCode.OK, await _client.CreateCheckStatusResponseAsync(FakeRequest.To(Url, _links), "job 1'", HttpStatusCode.OK));
    }

    [Fact]
    public void CreateHttpManagementPayload_OutsideOfAnyHost_HasLinksWithoutKey()
    {
        var payload = _client.CreateHttpManagementPayload("job 1'", FakeRequest.To(Url));
        Assert.Equal(Instance, payload.StatusQueryGetUri);
        Assert.Equal(Instance + "/terminate?reason={text}", payload.TerminatePostUri);
    }

    [Fact]
    public void CreateHttpManagementPayload_WithoutRequest_BeginsWithTheHostsAddress()
    {
        var client = new Mock<DurableTaskClient>("hub");
        client.As<ILinkedDurableClient>().Setup(linked => linked.Links).Returns(_links);
        Assert.Throws<InvalidOperationException>(() => client.Object.CreateHttpManagementPayload("one"));

        _links.HostOrigin = "http://127.0.0.1:7071/";
        Assert.Equal("http://127.0.0.1:7071/runtime/webhooks/durabletask/instances/one?code=k%3D1", client.Object.CreateHttpManagementPayload("one").StatusQueryGetUri);
    }

    [Fact]
    public void CreateHttpManagementPayload_WithoutRequestAndHost_Throws()
        => Assert.Equal(
            "Failed to create HTTP management payload as base URL is null. Either use Functions bindings or provide an HTTP request to create the HttpPayload.",
            Assert.Throws<InvalidOperationException>(() => _client.CreateHttpManagementPayload("one")).Message);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void CreateHttpManagementPayload_WithoutId_Throws(string? id)
        => Assert.StartsWith(
            "InstanceId cannot be null or empty.",
            Assert.Throws<ArgumentException>(() => _client.CreateHttpManagementPayload(id!, FakeRequest.To(Url))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(false, null, "https://jobs.example:8443")]
    [InlineData(true, null, "https://outer.example")]
    [InlineData(true, "http://public.example", "http://public.example")]
    public void CreateHttpManagementPayload_BehindProxies_HeedsThemWhenToldTo(bool useForwardedHost, string? publicUrl, string origin)
    {
        var links = new ManagementLinks(new DurableManagementOptions
        {
            HubName = "TestHub",
            SystemKey = "k",
            UseForwardedHost = useForwardedHost,
            PublicBaseUrl = publicUrl is null ? null : new Uri(publicUrl),
        });
        var request = FakeRequest.To(Url, links);
        request.Headers.Add("Forwarded", "host=evil.example");
        request.Headers.Add("X-Forwarded-Host", "outer.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        Assert.StartsWith(origin + "/runtime/", _client.CreateHttpManagementPayload("one", request).StatusQueryGetUri, StringComparison.Ordinal);
    }

    private static void AssertResponse(HttpStatusCode expected, HttpResponseData response)
    {
        var answer = Assert.IsType<FakeResponse>(response);
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(Expected, System.Text.RegularExpressions.Regex.Unescape(answer.Text));
        Assert.Equal(["Content-Type: application/json", $"Location: {Instance}?code=k%3D1"], answer.HeaderLines);
    }
}
