namespace FunctionsJobs.Embedded.Hosting.Configuration;

/// <summary>Finds the files that configure a function app, as Core Tools would: beside the program, then where it was started.</summary>
internal static class SettingsFile
{
    /// <summary>The path of the first that exists, or <see langword="null"/>.</summary>
    public static string? Find(string fileName, IEnumerable<string> folders)
        => folders.Select(folder => Path.Combine(folder, fileName)).FirstOrDefault(File.Exists);

    public static IReadOnlyList<string> DefaultFolders => [AppContext.BaseDirectory, Directory.GetCurrentDirectory()];
}
