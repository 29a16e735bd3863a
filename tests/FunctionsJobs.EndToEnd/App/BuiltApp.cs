using System.Diagnostics;

namespace FunctionsJobs.EndToEnd.App;

/// <summary>Where the built program is: the output of <c>src/FunctionsJobs</c> in the configuration these tests were built in.</summary>
internal static class BuiltApp
{
    /// <summary>The folder that holds <c>FunctionsJobs.sln</c>.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    public static string ProgramPath { get; } = FindProgram();

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

    private static string FindProgram()
    {
        // .../tests/FunctionsJobs.EndToEnd/bin/<flavour>/<configuration>/<framework>
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var configuration = framework.Parent!;
        var program = Path.Combine(
            RepositoryRoot, "src", "FunctionsJobs", "bin", configuration.Parent!.Name, configuration.Name, framework.Name, "FunctionsJobs.dll");
        return File.Exists(program) ? program : throw new UnreachableException($"the program was not built: {program}");
    }
}
