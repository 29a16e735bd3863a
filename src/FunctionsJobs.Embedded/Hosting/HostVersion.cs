using System.Reflection;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>The version of the host.</summary>
internal static class HostVersion
{
    /// <summary>Without the build's metadata after a plus sign.</summary>
    public static string Text { get; } = (typeof(HostVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];
}
