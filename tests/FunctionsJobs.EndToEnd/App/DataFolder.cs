namespace FunctionsJobs.EndToEnd.App;

/// <summary>A fresh data folder, removed at the end.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("functionsjobs-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
