namespace FunctionsJobs.Embedded.Tests.Hosting;

/// <summary>The folders of one app, removed at the end.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("embedded-host-").FullName;

    public TestFolder()
    {
        App = Directory.CreateDirectory(Path.Combine(_root, "app")).FullName;
        Data = Path.Combine(_root, "data");
    }

    /// <summary>Holds host.json and local.settings.json.</summary>
    public string App { get; }

    /// <summary>The host's data folder; the host creates it.</summary>
    public string Data { get; }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
