using System.Net;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Management;

public sealed class StatusCallTests(ManagementServer server) : IClassFixture<ManagementServer>
{
    private const string Times = """ "createdTime":"2024-02-29T12:30:45Z","lastUpdatedTime":"2024-02-29T12:30:48Z"} """;

    [Theory]
    [InlineData(InstanceStatus.Pending)]
    [InlineData(InstanceStatus.Running)]
    [InlineData(InstanceStatus.Suspended)]
    public async Task Status_OfActiveInstance_Answers202WithItsOwnAddress(string status)
    {
        server.Hub.Add("active", status, input: "[1, 2]", customStatus: "\"half\"");
        var path = $"{ManagementServer.Base}/instances/active?showInput=true&note=%C3%A4";
        var answer = await server.Client.GetAsync(path);
        Assert.Equal(
            $$"""{"name":"Aggregate","instanceId":"active","runtimeStatus":"{{status}}","input":[1, 2],"customStatus":"half","output":null,{{Times.Trim()}}""",
            (await AnswerAssert.JsonAsync(HttpStatusCode.Accepted, answer)).GetRawText());
        Assert.Equal(server.Address.AbsoluteUri.TrimEnd('/') + path, answer.Headers.Location?.OriginalString);
        Assert.Equal("5", answer.Headers.RetryAfter?.ToString());
        Assert.Equal(["Date", "Location", "Retry-After", "Server"], AnswerAssert.HeaderNames(answer));
    }

    [Theory]
    [InlineData(InstanceStatus.Completed)]
    [InlineData(InstanceStatus.Terminated)]
    public async Task Status_OfEndedInstance_Answers200WithoutAddress(string status)
    {
        server.Hub.Add("ended", status, input: "1", output: """{"a&b":"<ä>"}""");
        var answer = await server.GetAsync("/instances/ended");
        Assert.Equal(
            $$$"""{"name":"Aggregate","instanceId":"ended","runtimeStatus":"{{{status}}}","input":1,"customStatus":null,"output":{"a&b":"<ä>"},{{{Times.Trim()}}}""",
            (await AnswerAssert.JsonAsync(HttpStatusCode.OK, answer)).GetRawText());
        Assert.Equal(["Date", "Server"], AnswerAssert.HeaderNames(answer));
    }

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("?returnInternalServerErrorOnFailure=false", HttpStatusCode.OK)]
    [InlineData("?RETURNINTERNALSERVERERRORONFAILURE=True", HttpStatusCode.InternalServerError)]
    public async Task Status_OfFailedInstance_SaysWhatFailedWithoutStackTrace(string query, HttpStatusCode expected)
    {
        server.Hub.Add("failed", InstanceStatus.Failed, failure: """{"errorType":"System.IO.IOException","errorMessage":"disk \"C\" is full","stackTrace":"at X.Y()"}""");
        var status = await AnswerAssert.JsonAsync(expected, await server.GetAsync("/instances/failed" + query));
        Assert.Equal("""System.IO.IOException: disk "C" is full""", status.GetProperty("output").GetString());
        Assert.DoesNotContain("X.Y", status.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_WithoutInput_ShowsNullInItsPlace()
    {
        server.Hub.Add("hidden", InstanceStatus.Completed, input: "\"secret\"", output: "2");
        var status = await AnswerAssert.JsonAsync(HttpStatusCode.OK, await server.GetAsync("/instances/hidden?showinput=FALSE"));
        Assert.Equal("null", status.GetProperty("input").GetRawText());
        Assert.Equal("2", status.GetProperty("output").GetRawText());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("{\"a\":")]
    [InlineData("1 1")]
    public async Task Status_WithPayloadThatIsNoJson_ShowsItAsText(string payload)
    {
        server.Hub.Add("text", InstanceStatus.Completed, input: payload, output: payload, customStatus: "{}");
        var status = await AnswerAssert.JsonAsync(HttpStatusCode.OK, await server.GetAsync("/instances/text"));
        Assert.Equal(payload, status.GetProperty("input").GetString());
        Assert.Equal(payload, status.GetProperty("output").GetString());
        Assert.Equal("{}", status.GetProperty("customStatus").GetRawText());
    }

    [Fact]
    public async Task Status_WithLargePayload_IsWhole()
    {
        var payload = $"\"{new string('x', 300_000)}\"";
        server.Hub.Add("large", InstanceStatus.Completed, output: payload);
        var status = await AnswerAssert.JsonAsync(HttpStatusCode.OK, await server.GetAsync("/instances/large"));
        Assert.Equal(payload, status.GetProperty("output").GetRawText());
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("a%27%20or%201%3D1")]
    [InlineData("%40entity%40key")]
    [InlineData("a%0D%0Ab")]
    [InlineData("a%2Fb")]
    public async Task Status_OfUnknownInstance_Answers404(string id)
        => await AnswerAssert.EmptyAsync(HttpStatusCode.NotFound, await server.GetAsync($"/instances/{id}"));

    [Theory]
    [InlineData("showInput=yes")]
    [InlineData("returnInternalServerErrorOnFailure=1")]
    public async Task Status_WithBadFlag_Answers400(string query)
        => await AnswerAssert.ErrorAsync(
            HttpStatusCode.BadRequest,
            $"The parameter '{query.Split('=')[0]}' must be true or false.",
            await server.GetAsync($"/instances/any?{query}"));

    [Fact]
    public async Task Status_AskedByManyAtOnce_AnswersEachWithItsOwn()
    {
        var ids = Enumerable.Range(0, 200).Select(number => $"many-{number}").ToList();
        ids.ForEach(id => server.Hub.Add(id, InstanceStatus.Completed, output: $"\"{id}\""));
        var outputs = await Task.WhenAll(ids.Select(async id =>
            (await AnswerAssert.JsonAsync(HttpStatusCode.OK, await server.GetAsync($"/instances/{id}"))).GetProperty("output").GetString()));
        Assert.Equal(ids, outputs);
    }
}
