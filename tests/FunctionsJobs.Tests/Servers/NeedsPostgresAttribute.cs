namespace FunctionsJobs.Tests.Servers;

/// <summary>Needs PostgreSQL.</summary>
public sealed class NeedsPostgresAttribute() : NeedsServerAttribute(TestServers.PostgresSetting);
