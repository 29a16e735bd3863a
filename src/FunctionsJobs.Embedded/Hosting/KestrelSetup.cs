using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>Sets the HTTP server up from the host's options.</summary>
internal sealed class KestrelSetup(IOptions<EmbeddedHostOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.Value.MaxRequestBodyBytes;

        // The real worker hands functions a buffered body, so code that reads it synchronously exists.
        kestrel.AllowSynchronousIO = true;
        foreach (var address in ListenAddresses.Of(options.Value))
        {
            kestrel.Listen(address, listen => listen.Protocols = HttpProtocols.Http1);
        }
    }
}
