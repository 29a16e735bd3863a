using FunctionsJobs.Embedded.Hosting.Configuration;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>What a host was built from.</summary>
/// <param name="Begun">Timestamp of the system's clock at which building began.</param>
/// <param name="Settings">host.json.</param>
/// <param name="Local">local.settings.json.</param>
internal sealed record HostOrigin(long Begun, HostSettings Settings, LocalSettings Local);
