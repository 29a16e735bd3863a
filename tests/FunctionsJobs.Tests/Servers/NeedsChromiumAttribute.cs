namespace FunctionsJobs.Tests.Servers;

/// <summary>Needs the browser Chromium.</summary>
public sealed class NeedsChromiumAttribute() : NeedsServerAttribute(TestServers.ChromiumSetting);
