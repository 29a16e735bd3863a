using Microsoft.Extensions.Configuration;

namespace FunctionsJobs;

/// <summary>
/// Where the program keeps what it keeps on this machine: the embedded host's own folder, so that one setting moves everything.
/// </summary>
internal static class LocalDataFolder
{
    /// <summary>
    /// The folder's full path: the setting <c>EmbeddedHost:DataFolder</c>, else <c>FUNCTIONSJOBS_DATA</c>, else <c>.functionsjobs</c> below the current
    /// directory.
    /// </summary>
    public static string Of(IConfiguration configuration) => Path.GetFullPath(
        configuration["EmbeddedHost:DataFolder"] is { Length: > 0 } own ? own
        : configuration["FUNCTIONSJOBS_DATA"] is { Length: > 0 } folder ? folder
        : ".functionsjobs");
}
