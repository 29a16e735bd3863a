namespace FunctionsJobs.Outbound;

/// <summary>Settings of calls to addresses that callers name; configuration section <c>Outbound</c>.</summary>
public sealed class OutboundOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Outbound";

    /// <summary>
    /// Targets of one's own network that may be called although they are not public, as <c>host:port</c>; also over plain HTTP and on any port. Default: none.
    /// </summary>
    public IList<string> AllowedTargets { get; init; } = [];

    /// <summary>Ports that may be called on public hosts. Default: none named, which allows 80 and 443.</summary>
    public IList<int> Ports { get; init; } = [];

    /// <summary>How long opening a connection may take, name look-up included. Default 5 s; 100 ms to 1 min.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
