using System.Net;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Management;

public sealed class RaiseEventCallTests(ManagementServer server) : IClassFixture<ManagementServer>
{
    [Theory]
    [InlineData("approved", "approved", "{\"by\":\"ä\"}", "{\"by\":\"ä\"}")]
    [InlineData("CANCEL", "CANCEL", "null", "null")]
    [InlineData("a%2Fb%20c", "a/b c", " 1 ", "1")]
    [InlineData("empty", "empty", "", "(none)")]
    public async Task RaiseEvent_HandsNameAndPayloadOn(string escaped, string name, string body, string payload)
    {
        server.Hub.Add("waiting", InstanceStatus.Running);
        await AnswerAssert.EmptyAsync(HttpStatusCode.Accepted, await server.PostAsync($"/instances/waiting/RaiseEvent/{escaped}", body, "Application/JSON; charset=utf-8"));
        Assert.Contains($"raise waiting {name} {payload}", server.Hub.Calls);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/jsonx")]
    [InlineData(null)]
    public async Task RaiseEvent_WithOtherContent_Answers400(string? contentType)
    {
        server.Hub.Add("typed", InstanceStatus.Running);
        var content = new StringContent("1");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        await AnswerAssert.ErrorAsync(
            HttpStatusCode.BadRequest, "Only application/json request content is supported", await server.PostAsync("/instances/typed/raiseEvent/go", content));
    }

    [Theory]
    [InlineData("{\"a\":")]
    [InlineData("go")]
    public async Task RaiseEvent_WithBrokenJson_Answers400(string body)
    {
        server.Hub.Add("broken", InstanceStatus.Running);
        await AnswerAssert.ErrorAsync(HttpStatusCode.BadRequest, "Invalid JSON content", await server.PostAsync("/instances/broken/raiseEvent/go", body));
        Assert.DoesNotContain(server.Hub.Calls, call => call.Contains("broken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RaiseEvent_WithDeepJson_Answers400()
    {
        server.Hub.Add("deep", InstanceStatus.Running);
        await AnswerAssert.ErrorAsync(
            HttpStatusCode.BadRequest, "Invalid JSON content", await server.PostAsync("/instances/deep/raiseEvent/go", new string('[', 9_000) + new string(']', 9_000)));
    }

    [Fact]
    public async Task RaiseEvent_WithLongBody_Answers413()
    {
        server.Hub.Add("long", InstanceStatus.Running);
        await AnswerAssert.ErrorAsync(
            HttpStatusCode.RequestEntityTooLarge,
            "The request content is larger than 20000 bytes",
            await server.PostAsync("/instances/long/raiseEvent/go", new string('1', 20_001)));
    }

    [Fact]
    public async Task RaiseEvent_ToEndedInstance_Answers410WhateverTheBody()
    {
        foreach (var status in InstanceStatus.Terminal)
        {
            server.Hub.Add("ended", status);
            await AnswerAssert.EmptyAsync(HttpStatusCode.Gone, await server.PostAsync("/instances/ended/raiseEvent/go", "x", "text/plain"));
        }
    }

    [Fact]
    public async Task RaiseEvent_ToUnknownInstance_Answers404WhateverTheBody()
        => await AnswerAssert.EmptyAsync(HttpStatusCode.NotFound, await server.PostAsync("/instances/missing/raiseEvent/go", "x", "text/plain"));
}
