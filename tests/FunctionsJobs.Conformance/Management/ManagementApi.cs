using System.Net;
using System.Text;
using System.Text.Json;

namespace FunctionsJobs.Conformance.Management;

/// <summary>Calls a host's management API as any HTTP client would.</summary>
internal sealed class ManagementApi(IDurableHost host) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly string _address = host.ManagementAddress!.AbsoluteUri.TrimEnd('/');
    private readonly string? _key = host.SystemKey is { } key ? $"code={Uri.EscapeDataString(key)}" : null;

    public Task<HttpResponseMessage> GetAsync(string path, string? continuationToken = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(path));
        if (continuationToken is not null)
        {
            request.Headers.Add("x-ms-continuation-token", continuationToken);
        }

        return _http.SendAsync(request);
    }

    /// <summary>Follows a link that the host made.</summary>
    public Task<HttpResponseMessage> FollowAsync(string? link) => _http.GetAsync(link);

    public Task<HttpResponseMessage> DeleteAsync(string path) => _http.DeleteAsync(AddressOf(path));

    public Task<HttpResponseMessage> PostAsync(string path, string? body = null, string contentType = "application/json")
        => _http.PostAsync(AddressOf(path), body is null ? null : new StringContent(body, Encoding.UTF8, contentType));

    public void Dispose() => _http.Dispose();

    private string AddressOf(string path) => _key is null ? _address + path : $"{_address}{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{_key}";
}

/// <summary>What the answers of the management API have in common.</summary>
internal static class ManagementAnswers
{
    /// <summary>Asserts the status code.</summary>
    public static async Task ShouldBeAsync(this Task<HttpResponseMessage> answering, HttpStatusCode expected)
    {
        using var answer = await answering;
        Assert.True(expected == answer.StatusCode, $"{(int)answer.StatusCode} instead of {(int)expected}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Asserts the status code and reads the JSON body.</summary>
    public static async Task<JsonElement> ShouldBeJsonAsync(this Task<HttpResponseMessage> answering, HttpStatusCode expected)
    {
        using var answer = await answering;
        return await answer.ShouldBeJsonAsync(expected);
    }

    /// <inheritdoc cref="ShouldBeJsonAsync(Task{HttpResponseMessage}, HttpStatusCode)"/>
    public static async Task<JsonElement> ShouldBeJsonAsync(this HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == answer.StatusCode, $"{(int)answer.StatusCode} instead of {(int)expected}: {text}");
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Asserts an error and its message.</summary>
    public static async Task ShouldBeErrorAsync(this Task<HttpResponseMessage> answering, HttpStatusCode expected, string message)
        => Assert.Equal(message, (await answering.ShouldBeJsonAsync(expected)).GetProperty("Message").GetString());

    public static string? Text(this JsonElement element, string property) => element.GetProperty(property).GetString();
}
