namespace FunctionsJobs.Tests.Analytics.Store;

/// <summary>The path of a file in a folder of its own, which goes with it.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("analytics-file-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "analytics.db");

    public void Dispose() => _folder.Delete(recursive: true);
}
