using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace FunctionsJobs.Sample;

/// <summary>Uses this program as its clients do: over HTTP.</summary>
internal sealed class SampleClient(Uri address, string token) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    /// <summary>Submits a job and answers its status URL.</summary>
    public async Task<string> SubmitAsync(string queue, object body, CancellationToken cancellation)
    {
        using var response = await _http.PostAsJsonAsync($"/api/v1/queues/{queue}/jobs", body, cancellation);
        return (await ReadDataAsync(response, cancellation)).GetProperty("statusUrl").GetString()!;
    }

    /// <summary>Reads a job.</summary>
    public async Task<JsonElement> GetJobAsync(string statusUrl, CancellationToken cancellation)
    {
        using var response = await _http.GetAsync(new Uri(statusUrl, UriKind.Relative), cancellation);
        return await ReadDataAsync(response, cancellation);
    }

    /// <summary>Reads a file.</summary>
    public async Task<byte[]> ReadAsync(string path, CancellationToken cancellation) =>
        await _http.GetByteArrayAsync(new Uri(path, UriKind.Relative), cancellation);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> ReadDataAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return response.IsSuccessStatusCode
            ? JsonElement.Parse(text).GetProperty("data")
            : throw new HttpRequestException($"{(int)response.StatusCode} {text}");
    }
}
