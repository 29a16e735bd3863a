using FunctionsJobs.Embedded.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>Says in one line why a host did not start, for the causes an operator can remove.</summary>
internal static class HostStartFailure
{
    /// <returns>The failure, or <see langword="null"/> for a fault that is nobody's setting.</returns>
    public static HostStartException? Of(Exception exception, EmbeddedHostOptions? options) => exception switch
    {
        HostStartException failure => failure,
        OptionsValidationException invalid => HostStartException.Of("The settings are not valid", [.. invalid.Failures]),
        TaskHubStoreException store => new HostStartException(store.Message, store),
        IOException { InnerException: AddressInUseException } => new HostStartException(
            $"The address {Addresses(options)} is in use by another program. Stop it, or choose another port with --port.", exception),
        System.Net.Sockets.SocketException socket => new HostStartException($"The address {Addresses(options)} cannot be listened on: {socket.Message}.", exception),
        _ => null,
    };

    private static string Addresses(EmbeddedHostOptions? options)
        => options is null ? "" : string.Join(", ", ListenAddresses.Of(options).Select(address => $"http://{address}"));
}
