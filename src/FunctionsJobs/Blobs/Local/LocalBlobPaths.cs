namespace FunctionsJobs.Blobs.Local;

/// <summary>Where things lie in the folder of local blobs. No blob name holds a <c>~</c>, so none can be taken for a file of the store's own.</summary>
/// <remarks>
/// <c>data/…/~{version}~{name}</c> is what a blob holds, <c>data/…/{name}~.json</c> says which version is the blob and what is known of it, and
/// <c>parts/…/{name}/~{part}</c> is what is staged for it. Files that begin with <c>~~</c> are being written.
/// </remarks>
internal sealed class LocalBlobPaths(string root)
{
    public const string PropertiesSuffix = "~.json";

    /// <summary>The folder of everything.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    public string Data => Path.Combine(Root, "data");

    public string Properties(string name) => Path.Combine(Data, Native(name) + PropertiesSuffix);

    public string Content(string name, string file) => Path.Combine(Path.GetDirectoryName(Properties(name))!, file);

    /// <summary>A file name for a new version of a blob.</summary>
    public static string NewVersion(string name) => $"~{Guid.CreateVersion7():N}~{Path.GetFileName(name)}";

    /// <summary>Whether a file in the blob's folder is a version of it.</summary>
    public static bool IsVersionOf(string name, string file) =>
        file.StartsWith('~') && file[1..].IndexOf('~', StringComparison.Ordinal) is var end and >= 0 && file[(end + 2)..] == Path.GetFileName(name);

    /// <summary>The folder of everything that is staged.</summary>
    public string AllParts => Path.Combine(Root, "parts");

    public string Parts(string name) => Path.Combine(AllParts, Native(name));

    public string Part(string name, string partId) => Path.Combine(Parts(name), "~" + partId);

    /// <summary>The name whose properties a file holds.</summary>
    public string NameOf(string propertiesFile) =>
        Path.GetRelativePath(Data, propertiesFile)[..^PropertiesSuffix.Length].Replace(Path.DirectorySeparatorChar, '/');

    public string DataFolder(string folder) => Path.Combine(Data, Native(folder.TrimEnd('/')));

    public string PartsFolder(string folder) => Path.Combine(AllParts, Native(folder.TrimEnd('/')));

    private static string Native(string name) => name.Replace('/', Path.DirectorySeparatorChar);
}
