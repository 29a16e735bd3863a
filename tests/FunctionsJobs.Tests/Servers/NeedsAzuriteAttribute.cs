namespace FunctionsJobs.Tests.Servers;

/// <summary>Needs Azurite, the emulator of Azure Storage.</summary>
public sealed class NeedsAzuriteAttribute() : NeedsServerAttribute(TestServers.AzuriteSetting);
