namespace FunctionsJobs.Tests.Servers;

/// <summary>Needs Redis.</summary>
public sealed class NeedsRedisAttribute() : NeedsServerAttribute(TestServers.RedisSetting);
