using System.IO.Compression;
using System.Net;
using System.Text;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Management;

public sealed class StartCallTests(ManagementServer server) : IClassFixture<ManagementServer>
{
    private const string Query = "?taskHub=TestHub&connection=AzureWebJobsStorage&code=a%20secret%2Fwith%2Bodd%3Dsigns";

    [Fact]
    public async Task Start_WithId_AnswersTheLinksInTheHostsShape()
    {
        var answer = await server.PostAsync("/orchestrators/Aggregate/job%201", """ {"day": 1} """);
        var instance = $"{server.Address.AbsoluteUri.TrimEnd('/')}{ManagementServer.Base}/instances/job%201";
        var expected = string.Join(
            ',',
            """{"id":"job 1" """.TrimEnd(),
            $"\"statusQueryGetUri\":\"{instance}{Query}\"",
            $"\"sendEventPostUri\":\"{instance}/raiseEvent/{{eventName}}{Query}\"",
            $"\"terminatePostUri\":\"{instance}/terminate?reason={{text}}&{Query[1..]}\"",
            $"\"purgeHistoryDeleteUri\":\"{instance}{Query}\"",
            $"\"restartPostUri\":\"{instance}/restart{Query}\"",
            $"\"suspendPostUri\":\"{instance}/suspend?reason={{text}}&{Query[1..]}\"",
            $"\"resumePostUri\":\"{instance}/resume?reason={{text}}&{Query[1..]}\"}}");
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal($"{instance}{Query}", answer.Headers.Location?.OriginalString);
        Assert.Equal("10", answer.Headers.RetryAfter?.ToString());
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(["Date", "Location", "Retry-After", "Server"], AnswerAssert.HeaderNames(answer));
        Assert.Contains("""start Aggregate job 1 input={"day": 1} version=(default)""", server.Hub.Calls);
    }

    [Fact]
    public async Task Start_FollowedByItsStatusLink_FindsTheInstance()
    {
        var links = await AnswerAssert.JsonAsync(HttpStatusCode.Accepted, await server.PostAsync("/orchestrators/Aggregate/a+b%25'c", "1"));
        using var keyless = new HttpClient();
        var status = await AnswerAssert.JsonAsync(HttpStatusCode.Accepted, await keyless.GetAsync(links.GetProperty("statusQueryGetUri").GetString()));
        Assert.Equal("a+b%'c", status.GetProperty("instanceId").GetString());
    }

    [Fact]
    public async Task Start_WithoutId_MakesOne()
    {
        var links = await AnswerAssert.JsonAsync(HttpStatusCode.Accepted, await server.PostAsync("/orchestrators/aggregate"));
        Assert.Matches("^[0-9a-f]{32}$", links.GetProperty("id").GetString());
        Assert.Contains($"start aggregate {links.GetProperty("id").GetString()} input=(none) version=(default)", server.Hub.Calls);
    }

    [Fact]
    public async Task Start_WithVersion_HandsItOn()
    {
        await server.PostAsync("/orchestrators/Aggregate/versioned?VERSION=2.1", "null");
        Assert.Contains("start Aggregate versioned input=null version=2.1", server.Hub.Calls);
    }

    [Fact]
    public async Task Start_WithAnyContentType_TakesTheBodyAsJson()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await server.PostAsync("/orchestrators/Aggregate/typed", "\uFEFF[\"ä\"]", "text/plain")).StatusCode);
        Assert.Contains("start Aggregate typed input=[\"ä\"] version=(default)", server.Hub.Calls);
    }

    [Fact]
    public async Task Start_WhenOverWithinTimeout_AnswersTheOutput()
    {
        server.Hub.End("quick", InstanceStatus.Completed, """{"rows":7}""");
        var answer = await server.PostAsync("/orchestrators/Aggregate/quick?timeout=30&pollingInterval=1", "1");
        Assert.Equal("""{"rows":7}""", (await AnswerAssert.JsonAsync(HttpStatusCode.OK, answer)).GetRawText());
        Assert.Equal(["Date", "Server"], AnswerAssert.HeaderNames(answer));
    }

    [Fact]
    public async Task Start_WhenOverWithoutOutput_AnswersNull()
    {
        server.Hub.End("empty", InstanceStatus.Completed, null);
        var answer = await server.PostAsync("/orchestrators/Aggregate/empty?timeout=30");
        Assert.Equal("null", (await AnswerAssert.JsonAsync(HttpStatusCode.OK, answer)).GetRawText());
    }

    [Fact]
    public async Task Start_WhenTerminatedWithinTimeout_AnswersTheStatus()
    {
        server.Hub.End("stopped", InstanceStatus.Terminated, "\"enough\"");
        var status = await AnswerAssert.JsonAsync(HttpStatusCode.OK, await server.PostAsync("/orchestrators/Aggregate/stopped?timeout=30"));
        Assert.Equal("Terminated", status.GetProperty("runtimeStatus").GetString());
        Assert.Equal("enough", status.GetProperty("output").GetString());
    }

    [Fact]
    public async Task Start_WhenNotOverWithinTimeout_AnswersTheLinks()
    {
        var answer = await server.PostAsync("/orchestrators/Aggregate/slow?timeout=0.05&pollingInterval=0.01");
        Assert.Equal("slow", (await AnswerAssert.JsonAsync(HttpStatusCode.Accepted, answer)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Start_OfUnknownFunction_Answers400AndStartsNothing()
    {
        await AnswerAssert.ErrorAsync(
            HttpStatusCode.BadRequest,
            "The function 'Nope' doesn't exist, is disabled, or is not an orchestrator function.",
            await server.PostAsync("/orchestrators/Nope/unknown-function"));
        await AnswerAssert.EmptyAsync(HttpStatusCode.NotFound, await server.GetAsync("/instances/unknown-function"));
    }

    [Fact]
    public async Task Start_OfRunningInstance_Answers409()
    {
        server.Hub.Add("taken", InstanceStatus.Suspended);
        await AnswerAssert.ErrorAsync(
            HttpStatusCode.Conflict,
            "An orchestration instance with the id 'taken' exists already and is not over.",
            await server.PostAsync("/orchestrators/Aggregate/taken"));
    }

    [Fact]
    public async Task Start_OfInstanceThatIsOver_StartsItAnew()
    {
        server.Hub.Add("again", InstanceStatus.Failed);
        Assert.Equal(HttpStatusCode.Accepted, (await server.PostAsync("/orchestrators/Aggregate/again")).StatusCode);
    }

    [Theory]
    [InlineData("{\"a\":")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("1 2")]
    [InlineData("NaN")]
    [InlineData("\0")]
    [InlineData("\"\u0001\"")]
    public async Task Start_WithBrokenJson_Answers400AndStartsNothing(string body)
    {
        await AnswerAssert.ErrorAsync(HttpStatusCode.BadRequest, "Invalid JSON content", await server.PostAsync("/orchestrators/Aggregate/broken", body));
        await AnswerAssert.EmptyAsync(HttpStatusCode.NotFound, await server.GetAsync("/instances/broken"));
    }

    [Fact]
    public async Task Start_WithInvalidUtf8_Answers400()
    {
        var content = new ByteArrayContent([(byte)'"', 0xC3, 0x28, (byte)'"']);
        await AnswerAssert.ErrorAsync(HttpStatusCode.BadRequest, "Invalid JSON content", await server.PostAsync("/orchestrators/Aggregate/utf8", content));
    }

    [Theory]
    [InlineData(64, HttpStatusCode.Accepted)]
    [InlineData(65, HttpStatusCode.BadRequest)]
    [InlineData(10_000, HttpStatusCode.BadRequest)]
    public async Task Start_WithNestedJson_IsTakenToTheDepthLimit(int depth, HttpStatusCode expected)
    {
        var body = new string('[', depth) + new string(']', depth);
        Assert.Equal(expected, (await server.PostAsync("/orchestrators/Aggregate", body)).StatusCode);
    }

    [Theory]
    [InlineData(20_000, HttpStatusCode.Accepted)]
    [InlineData(20_001, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Start_WithLongBody_IsTakenToTheSizeLimit(int length, HttpStatusCode expected)
        => Assert.Equal(expected, (await server.PostAsync("/orchestrators/Aggregate", new string('1', length))).StatusCode);

    [Fact]
    public async Task Start_WithLongDeclaredBody_Answers413BeforeTheBodyIsSent()
    {
        var answer = await server.SendRawAsync(
            $"POST {ManagementServer.Base}/orchestrators/Aggregate/declared HTTP/1.1\r\nHost: x\r\nx-functions-key: {ManagementServer.Key}\r\nConnection: close\r\nContent-Length: 50000000\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"Message\":\"The request content is larger than 20000 bytes\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithLongChunkedBody_Answers413BeforeTheBodyEnds()
    {
        // The last chunk never comes: the answer does not wait for it.
        var chunk = $"7530\r\n{new string('1', 0x7530)}\r\n";
        var answer = await server.SendRawAsync(
            $"POST {ManagementServer.Base}/orchestrators/Aggregate/chunked HTTP/1.1\r\nHost: x\r\nx-functions-key: {ManagementServer.Key}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}");
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        await AnswerAssert.EmptyAsync(HttpStatusCode.NotFound, await server.GetAsync("/instances/chunked"));
    }

    [Fact]
    public async Task Start_WithCompressedBody_Answers415()
    {
        using var buffer = new MemoryStream();
        await using (var zip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            await zip.WriteAsync(Encoding.UTF8.GetBytes(new string(' ', 1_000_000) + "1"));
        }

        var content = new ByteArrayContent(buffer.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        await AnswerAssert.ErrorAsync(
            HttpStatusCode.UnsupportedMediaType,
            "Compressed request content is not supported",
            await server.PostAsync("/orchestrators/Aggregate/zipped", content));
    }

    [Theory]
    [InlineData("%40counter%40x", "Orchestration instance ids must not start with @.")]
    [InlineData("a%2fb", "Orchestration instance ids must not contain /, \\, #, ?, or control characters.")]
    [InlineData("a%5Cb", "Orchestration instance ids must not contain /, \\, #, ?, or control characters.")]
    [InlineData("a%23b", "Orchestration instance ids must not contain /, \\, #, ?, or control characters.")]
    [InlineData("a%3Fb", "Orchestration instance ids must not contain /, \\, #, ?, or control characters.")]
    [InlineData("a%0D%0Ab", "Orchestration instance ids must not contain /, \\, #, ?, or control characters.")]
    [InlineData("%20a", "Orchestration instance ids must not start or end with white space.")]
    [InlineData("a%20", "Orchestration instance ids must not start or end with white space.")]
    public async Task Start_WithForbiddenId_Answers400(string id, string message)
        => await AnswerAssert.ErrorAsync(HttpStatusCode.BadRequest, message, await server.PostAsync($"/orchestrators/Aggregate/{id}"));

    [Fact]
    public async Task Start_WithNulInId_Answers400()
    {
        var answer = await server.SendRawAsync(
            $"POST {ManagementServer.Base}/orchestrators/Aggregate/a%00b HTTP/1.1\r\nHost: x\r\nx-functions-key: {ManagementServer.Key}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(256, HttpStatusCode.Accepted)]
    [InlineData(257, HttpStatusCode.BadRequest)]
    public async Task Start_WithLongId_IsTakenToTheLengthLimit(int length, HttpStatusCode expected)
        => Assert.Equal(expected, (await server.PostAsync($"/orchestrators/Aggregate/{new string('i', length)}")).StatusCode);

    [Theory]
    [InlineData("a'%20or%20PartitionKey%20ne%20'", "a' or PartitionKey ne '")]
    [InlineData("%252f", "%2f")]
    [InlineData("..%3B", "..;")]
    public async Task Start_WithOddId_TakesItLiterally(string escaped, string id)
    {
        var links = await AnswerAssert.JsonAsync(HttpStatusCode.Accepted, await server.PostAsync($"/orchestrators/Aggregate/{escaped}"));
        Assert.Equal(id, links.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("timeout=-1")]
    [InlineData("timeout=NaN")]
    [InlineData("timeout=1e999")]
    [InlineData("timeout=soon")]
    [InlineData("timeout=86401")]
    [InlineData("pollingInterval=x")]
    public async Task Start_WithBadWait_Answers400AndStartsNothing(string query)
    {
        await AnswerAssert.ErrorAsync(
            HttpStatusCode.BadRequest,
            $"The parameter '{query.Split('=')[0]}' must be a number of seconds from 0 to 86400.",
            await server.PostAsync($"/orchestrators/Aggregate/bad-wait?{query}"));
        await AnswerAssert.EmptyAsync(HttpStatusCode.NotFound, await server.GetAsync("/instances/bad-wait"));
    }
}
