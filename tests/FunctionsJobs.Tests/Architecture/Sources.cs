namespace FunctionsJobs.Tests.Architecture;

/// <summary>The source tree these tests were built from.</summary>
internal static class Sources
{
    /// <summary>The folder that holds <c>FunctionsJobs.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The C# files below a folder of <c>src/FunctionsJobs</c>.</summary>
    public static IEnumerable<string> FilesOf(params string[] folder) =>
        Directory.EnumerateFiles(Path.Combine([Root, "src", "FunctionsJobs", .. folder]), "*.cs", SearchOption.AllDirectories);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FunctionsJobs.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"FunctionsJobs.sln was not found above {AppContext.BaseDirectory}");
    }
}
