using System.Net;
using System.Text.Json;

namespace FunctionsJobs.Embedded.Tests.Management;

/// <summary>What all answers of the management API have in common.</summary>
internal static class AnswerAssert
{
    /// <summary>A status code and nothing else.</summary>
    public static async Task EmptyAsync(HttpStatusCode expected, HttpResponseMessage answer)
    {
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
        Assert.Equal(0, answer.Content.Headers.ContentLength);
        Assert.Equal(["Date", "Server"], HeaderNames(answer));
    }

    /// <summary>An error with a message and a correlation id, and not a word more.</summary>
    public static async Task ErrorAsync(HttpStatusCode expected, string message, HttpResponseMessage answer)
    {
        var error = await JsonAsync(expected, answer);
        Assert.Equal(["Message", "CorrelationId"], error.EnumerateObject().Select(property => property.Name));
        Assert.Equal(message, error.GetProperty("Message").GetString());
        Assert.NotEqual("", error.GetProperty("CorrelationId").GetString());
    }

    public static async Task<JsonElement> JsonAsync(HttpStatusCode expected, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == answer.StatusCode, $"{(int)answer.StatusCode} instead of {(int)expected}: {text}");
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Names of the headers, those of the content left out.</summary>
    public static IEnumerable<string> HeaderNames(HttpResponseMessage answer) => answer.Headers.Select(header => header.Key).Order(StringComparer.Ordinal);
}
