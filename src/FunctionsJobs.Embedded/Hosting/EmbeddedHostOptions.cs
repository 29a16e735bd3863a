namespace FunctionsJobs.Embedded.Hosting;

/// <summary>Settings of the embedded host, section <c>EmbeddedHost</c> of the configuration.</summary>
/// <remarks>They have no counterpart in Azure; what both hosts share stands in host.json.</remarks>
public sealed class EmbeddedHostOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "EmbeddedHost";

    /// <summary>
    /// Folder of the task hub, the keys and spooled bodies; created with access for the owner only. A relative path is below the
    /// current directory. The setting <c>FUNCTIONSJOBS_DATA</c> changes the default, <c>.functionsjobs</c>.
    /// </summary>
    public string DataFolder { get; set; } = ".functionsjobs";

    /// <summary>
    /// Port on 127.0.0.1 when <see cref="Urls"/> is not set; 0 takes a free one. Also <c>--port</c>, or <c>Host.LocalHttpPort</c> of
    /// local.settings.json. Default: 7071.
    /// </summary>
    public int Port { get; set; } = 7071;

    /// <summary>Addresses to listen on, <c>http://host:port</c> separated by semicolons. Also <c>--urls</c> and <c>ASPNETCORE_URLS</c>.</summary>
    public string? Urls { get; set; }

    /// <summary>Whether addresses that other machines can reach are allowed in <see cref="Urls"/>. Default: false.</summary>
    public bool AllowRemote { get; set; }

    /// <summary>
    /// Host names that requests may carry, separated by semicolons; <c>*</c> allows all. Default: the loopback names, or all when
    /// <see cref="AllowRemote"/> is set. It keeps a web page from reaching a local host by rebinding its own name.
    /// </summary>
    public string? AllowedHosts { get; set; }

    /// <summary>
    /// The address callers use when a proxy stands in front; links in answers begin with it. Forwarded headers are not trusted.
    /// Default: the address the request was sent to.
    /// </summary>
    public Uri? PublicBaseUrl { get; set; }

    /// <summary>How long running functions may go on after a stop was asked for. Default: 30 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a function may take to end after its token was cancelled. Default: 5 s.</summary>
    public TimeSpan CancellationGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Largest request body in bytes; more is answered with 413. <c>FUNCTIONS_REQUEST_BODY_SIZE_LIMIT</c> changes the default,
    /// 104,857,600.
    /// </summary>
    public long MaxRequestBodyBytes { get; set; } = 104_857_600;

    /// <summary>Bytes of a written response body that are kept in memory; the rest goes to a temporary file. Default: 1 MiB.</summary>
    public int ResponseBufferBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// Forgets each orchestration after every turn and replays it from its history for the next one, as Azure does, so that code that is
    /// not deterministic shows at once. Slow; for development and tests. Default: false.
    /// </summary>
    public bool ForceReplay { get; set; }
}
