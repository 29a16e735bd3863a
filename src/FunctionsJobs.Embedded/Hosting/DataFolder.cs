using Microsoft.Extensions.Options;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>The folder that holds everything the host keeps, with access for its owner only.</summary>
internal sealed class DataFolder
{
    /// <exception cref="HostStartException">The folder cannot be created.</exception>
    public DataFolder(IOptions<EmbeddedHostOptions> options)
    {
        Path = System.IO.Path.GetFullPath(options.Value.DataFolder);
        SpoolPath = System.IO.Path.Combine(Path, "spool");
        try
        {
            CreatePrivate(Path);
            CreatePrivate(SpoolPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"The data folder '{Path}' cannot be created: {exception.Message}", exception);
        }
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Where bodies go that are too large for memory; each file is deleted when its stream is closed.</summary>
    public string SpoolPath { get; }

    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
