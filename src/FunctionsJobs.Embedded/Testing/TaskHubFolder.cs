namespace FunctionsJobs.Embedded.Testing;

/// <summary>The folder a task hub is stored in; a temporary one is deleted with it.</summary>
internal sealed class TaskHubFolder
{
    private readonly string _path;
    private readonly bool _isTemporary;

    private TaskHubFolder(string path, bool isTemporary)
    {
        _path = path;
        _isTemporary = isTemporary;
    }

    public string DatabasePath => Path.Combine(_path, "taskhub.db");

    /// <summary>Opens the given folder, or makes a temporary one.</summary>
    public static TaskHubFolder Open(string? path) => path is null
        ? new TaskHubFolder(Directory.CreateTempSubdirectory("taskhub-").FullName, isTemporary: true)
        : new TaskHubFolder(Directory.CreateDirectory(path).FullName, isTemporary: false);

    /// <summary>To be called when the store is closed.</summary>
    public void Close()
    {
        if (_isTemporary && Directory.Exists(_path))
        {
            Directory.Delete(_path, recursive: true);
        }
    }
}
