namespace FunctionsJobs.Exports;

/// <summary>The addresses of exports.</summary>
internal static class ExportRoutes
{
    /// <summary>State and link of one export.</summary>
    public const string Get = "api/v1/exports/{jobId}";

    /// <summary>Its file.</summary>
    public const string Download = "api/v1/exports/{jobId}/download";

    /// <summary>Where a job's file is had.</summary>
    public static string DownloadOf(string jobId) => "/" + Download.Replace("{jobId}", Uri.EscapeDataString(jobId), StringComparison.Ordinal);
}
