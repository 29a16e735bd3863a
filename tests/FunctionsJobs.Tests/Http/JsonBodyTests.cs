using System.Net;
using FunctionsJobs.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Tests.Http;

public sealed class JsonBodyTests
{
    private const int MaxBytes = 64 * 1024;

    [Fact]
    public async Task ReadJsonBody_WhenValid_GivesTheValue()
    {
        var result = await ReadAsync("""{"name":"n","count":2,"options":{"id":"o"},"items":[{"id":"a"}]}""");
        Assert.True(result.IsValid);
        Assert.Equal("o", result.Value.Options!.Id);
    }

    [Theory]
    [InlineData("""{"name":"n","$type":"System.Diagnostics.Process, System"}""", "$.$type", "is not a known member")]
    [InlineData("""{"name":"n","options":{"id":"o","x":1}}""", "$.options.x", "is not a known member")]
    [InlineData("""{"name":"n","items":[{"id":"a"},{"ID":"b"}]}""", "$.items[1].id", "is required")]
    [InlineData("""{"count":1}""", "$.name", "is required")]
    [InlineData("""{"name":"n","count":"2x"}""", "$.count", "has a value of the wrong type or out of range")]
    [InlineData("""{"name":"n","count":1e999}""", "$.count", "has a value of the wrong type or out of range")]
    [InlineData("""{"name":"n","count":9223372036854775808}""", "$.count", "has a value of the wrong type or out of range")]
    [InlineData("""{"name":"n","options":[]}""", "$.options", "must be an object")]
    [InlineData("""{"name":"n","items":{}}""", "$.items", "must be an array")]
    [InlineData("""[]""", "$", "must be an object")]
    [InlineData("""5""", "$", "must be an object")]
    public async Task ReadJsonBody_WhenAMemberIsWrong_NamesItsPath(string body, string path, string message)
    {
        var problem = await ProblemOfAsync(body, HttpStatusCode.BadRequest);
        Assert.Contains(message, problem.GetProperty("errors").GetProperty(path).EnumerateArray().Select(m => m.GetString()));
        Assert.DoesNotContain("SampleBody", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":""")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"name":"a","name":"b"}""")]
    [InlineData("""{"name":"a","count":NaN}""")]
    [InlineData("""{"name":"a"} {}""")]
    [InlineData("""{"name":"a",}""")]
    public async Task ReadJsonBody_WhenNotJson_Answers400(string body)
    {
        var problem = await ProblemOfAsync(body, HttpStatusCode.BadRequest);
        Assert.Equal("urn:functionsjobs:problem:invalid-request", problem.GetProperty("type").GetString());
    }

    [Fact]
    public async Task ReadJsonBody_WhenNestedTenThousandDeep_Answers400() =>
        await ProblemOfAsync("""{"name":""" + new string('[', 10_000) + new string(']', 10_000) + "}", HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("items")]
    [InlineData("unknown")]
    public async Task ReadJsonBody_WhenAListIsTooLong_NamesItAndNoneOfItsItems(string member)
    {
        var problem = await ProblemOfAsync($$"""{"name":"n","{{member}}":[{{string.Join(',', Enumerable.Repeat("{}", 10_001))}}]}""", HttpStatusCode.BadRequest);

        var error = Assert.Single(problem.GetProperty("errors").EnumerateObject());
        Assert.Equal($"$.{member}", error.Name);
        Assert.Equal(member == "items" ? "must not have more than 10000 items" : "is not a known member", error.Value[0].GetString());
    }

    [Fact]
    public async Task ReadJsonBody_WhenLongerThanTheLimit_Answers413WithoutReadingItAll()
    {
        var body = new MemoryStream(new byte[50_000_000]);
        var request = new FakeHttpRequest("POST", "/x", body);
        var result = await request.ReadJsonBodyAsync(SampleJson.Default.SampleBody, MaxBytes, CancellationToken.None);
        var response = await result.CreateProblemResponseAsync(request, CancellationToken.None);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.InRange(body.Position, MaxBytes, 4 * MaxBytes);
    }

    [Fact]
    public async Task ReadJsonBody_WhenCompressed_Answers415()
    {
        var request = FakeHttpRequest.Post("/x", "{}");
        request.Headers.Add("Content-Encoding", "gzip");
        var result = await request.ReadJsonBodyAsync(SampleJson.Default.SampleBody, MaxBytes, CancellationToken.None);
        var response = await result.CreateProblemResponseAsync(request, CancellationToken.None);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    private static Task<JsonBodyResult<SampleBody>> ReadAsync(string body) =>
        FakeHttpRequest.Post("/x", body).ReadJsonBodyAsync(SampleJson.Default.SampleBody, MaxBytes, CancellationToken.None);

    private static async Task<System.Text.Json.JsonElement> ProblemOfAsync(string body, HttpStatusCode status)
    {
        var request = FakeHttpRequest.Post("/x", body);
        var result = await request.ReadJsonBodyAsync(SampleJson.Default.SampleBody, MaxBytes, CancellationToken.None);
        HttpResponseData response = await result.CreateProblemResponseAsync(request, CancellationToken.None);
        Assert.Equal(status, response.StatusCode);
        return response.Json();
    }
}
