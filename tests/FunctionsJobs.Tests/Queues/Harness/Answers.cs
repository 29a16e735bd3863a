using System.Net;
using System.Text.Json;

namespace FunctionsJobs.Tests.Queues.Harness;

/// <summary>Reads answers of the API.</summary>
internal static class Answers
{
    /// <summary>The <c>data</c> of a success of the given status.</summary>
    public static async Task<JsonElement> DataAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} {text}");
        var body = JsonElement.Parse(text);
        Assert.True(body.GetProperty("success").GetBoolean());
        return body.GetProperty("data");
    }

    /// <summary>The problem of the given status.</summary>
    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var body = JsonElement.Parse(text);
        Assert.Equal((int)status, body.GetProperty("status").GetInt32());
        return body;
    }

    /// <summary>The paths that a problem names.</summary>
    public static IEnumerable<string> Paths(this JsonElement problem) => problem.GetProperty("errors").EnumerateObject().Select(error => error.Name);
}
