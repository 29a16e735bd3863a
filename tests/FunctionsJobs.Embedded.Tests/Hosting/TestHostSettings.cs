using Microsoft.Azure.Functions.Worker.Builder;

namespace FunctionsJobs.Embedded.Tests.Hosting;

/// <summary>How a <see cref="TestHost"/> differs from the plain one.</summary>
internal sealed record TestHostSettings
{
    public Type[] Functions { get; init; } = [];

    public string[] Arguments { get; init; } = [];

    public string? HostJson { get; init; }

    public string? LocalSettingsJson { get; init; }

    public TimeProvider? Time { get; init; }

    /// <summary>Folders that outlive the host; by default each host has its own.</summary>
    public TestFolder? Folder { get; init; }

    public Action<FunctionsApplicationBuilder> Configure { get; init; } = static _ => { };
}
