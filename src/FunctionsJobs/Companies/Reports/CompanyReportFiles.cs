using System.Text;
using System.Text.Json;
using FunctionsJobs.Blobs;

namespace FunctionsJobs.Companies.Reports;

/// <summary>Keeps reports on companies: a page and a JSON file for a job. They go with the job.</summary>
public sealed class CompanyReportFiles(IBlobStore blobs)
{
    /// <summary>The media type of the JSON file.</summary>
    public const string JsonContentType = "application/json; charset=utf-8";

    private const string PageContentType = "text/html; charset=utf-8";

    /// <summary>The blob of a job's page; named as those of the other reports are.</summary>
    public static string PageOf(string jobId) => JobBlobs.NameOf(jobId, "report.html");

    /// <summary>The blob of a job's JSON file.</summary>
    public static string DataOf(string jobId) => JobBlobs.NameOf(jobId, "report.json");

    /// <summary>Keeps both files; those that are there are replaced.</summary>
    public async Task<(StoredBlob Page, StoredBlob Data)> WriteAsync(string jobId, string page, CompanyReport report, CancellationToken cancellation)
    {
        using var data = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(report, CompanyReportJson.Default.CompanyReport), writable: false);
        var storedData = await blobs.WriteAsync(DataOf(jobId), data, JsonContentType, cancellation);
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(page), writable: false);
        return (await blobs.WriteAsync(PageOf(jobId), text, PageContentType, cancellation), storedData);
    }
}
