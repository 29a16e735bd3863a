using System.Net;
using FunctionsJobs.Http;

namespace FunctionsJobs.Tests.Http;

public sealed class ProblemResponsesTests
{
    [Fact]
    public async Task CreateProblemResponse_WhenAboutFields_CarriesEveryPart()
    {
        var errors = new FieldErrors();
        errors.Add("from", "is required");
        errors.Add("from", "must be a date");
        var response = await FakeHttpRequest.Get("/x").CreateValidationProblemResponseAsync(errors, CancellationToken.None);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("application/problem+json", response.ContentType(), StringComparison.Ordinal);
        var body = response.Json();
        Assert.Equal(400, body.GetProperty("status").GetInt32());
        Assert.Equal("urn:functionsjobs:problem:invalid-request", body.GetProperty("type").GetString());
        Assert.Equal("The request is not valid", body.GetProperty("title").GetString());
        Assert.False(string.IsNullOrEmpty(body.GetProperty("detail").GetString()));
        Assert.Equal(["is required", "must be a date"], body.GetProperty("errors").GetProperty("from").EnumerateArray().Select(e => e.GetString()));
        Assert.False(string.IsNullOrEmpty(body.GetProperty("traceId").GetString()));
    }

    [Fact]
    public async Task CreateProblemResponse_WhenNotAboutFields_LeavesErrorsOut()
    {
        var response = await FakeHttpRequest.Get("/x").CreateProblemResponseAsync(HttpStatusCode.NotFound, "No.", CancellationToken.None);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.False(response.Json().TryGetProperty("errors", out _));
    }

    [Fact]
    public void FieldErrors_WhenThousandsOfFieldsAreWrong_KeepsAHundred()
    {
        var errors = new FieldErrors();
        for (var i = 0; i < 5000; i++)
        {
            errors.Add($"f{i}", "is wrong");
        }

        Assert.Equal(100, errors.ToDictionary().Count);
    }

    [Fact]
    public async Task CreateMessageResponse_Always_HasTheSuccessEnvelope()
    {
        var response = await FakeHttpRequest.Get("/x").CreateMessageResponseAsync(HttpStatusCode.OK, "done", CancellationToken.None);
        Assert.True(response.Json().GetProperty("success").GetBoolean());
        Assert.Equal("done", response.Json().GetProperty("message").GetString());
    }
}
