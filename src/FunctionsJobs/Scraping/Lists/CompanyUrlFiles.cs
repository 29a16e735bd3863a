using System.Text.Json;
using FunctionsJobs.Blobs;

namespace FunctionsJobs.Scraping.Lists;

/// <summary>Keeps a list of pages as a blob of its job, so that a repeat goes on with the same list. It goes with the job.</summary>
public sealed class CompanyUrlFiles(IBlobStore blobs)
{
    /// <summary>The list that was kept, or null.</summary>
    public async Task<CompanyUrls?> FindAsync(string jobId, CancellationToken cancellation)
    {
        await using var reading = await blobs.OpenAsync(NameOf(jobId), default, cancellation);
        if (reading is null)
        {
            return null;
        }

        var urls = new CompanyUrls();
        foreach (var url in (await JsonSerializer.DeserializeAsync(reading.Content, CompanyListJson.Default.IReadOnlyListString, cancellation))!)
        {
            urls.TryAdd(url);
        }

        return urls;
    }

    /// <summary>Keeps a list.</summary>
    public async Task WriteAsync(string jobId, CompanyUrls urls, CancellationToken cancellation)
    {
        IReadOnlyList<string> list = [.. urls.From(0, urls.Count).Select(page => page.Url)];
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(list, CompanyListJson.Default.IReadOnlyListString));
        await blobs.WriteAsync(NameOf(jobId), content, "application/json", cancellation);
    }

    private static string NameOf(string jobId) => JobBlobs.NameOf(jobId, "pages.json");
}
