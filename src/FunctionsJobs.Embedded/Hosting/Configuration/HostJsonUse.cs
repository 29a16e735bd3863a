namespace FunctionsJobs.Embedded.Hosting.Configuration;

/// <summary>What this host does with a key of host.json.</summary>
internal enum HostJsonUse
{
    /// <summary>It does what the key says.</summary>
    Followed,

    /// <summary>It works in the one way that needs no key; another value changes nothing.</summary>
    Always,

    /// <summary>The key means nothing outside Azure, and is expected in a file that both hosts share.</summary>
    Ignored,
}
