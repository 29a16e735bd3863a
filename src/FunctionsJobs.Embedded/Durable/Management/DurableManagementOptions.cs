namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>Settings of the durable management HTTP API and of the links that lead to it.</summary>
internal sealed class DurableManagementOptions
{
    /// <summary>Most instances of one page, whatever <c>top</c> asks for; the continuation header leads to the rest.</summary>
    public const int MaxPageSize = 1000;

    /// <summary>Name of the task hub, as <c>taskHub</c> in links. A request that names another hub is answered 404.</summary>
    public required string HubName { get; init; }

    /// <summary>
    /// Secret that opens the API, in the query as <c>code</c> or in the header <c>x-functions-key</c>. It is part of every link, and
    /// never logged.
    /// </summary>
    public required string SystemKey { get; init; }

    /// <summary>Whether another key opens the API as well, the host's master key for instance; compared in constant time. Default: none does.</summary>
    public Func<string, bool> IsOtherKey { get; init; } = static _ => false;

    /// <summary>
    /// Name of the storage connection, as <c>connection</c> in links. There is one store only, so requests may name what they like.
    /// Default <c>AzureWebJobsStorage</c>.
    /// </summary>
    public string ConnectionName { get; init; } = "AzureWebJobsStorage";

    /// <summary>
    /// Scheme, host and port under which callers reach the host, for instance <c>https://jobs.example.org</c>; links begin with it.
    /// Default <see langword="null"/>: the scheme and host of the request at hand.
    /// </summary>
    public Uri? PublicBaseUrl { get; init; }

    /// <summary>
    /// Whether <c>X-Forwarded-Host</c> together with <c>X-Forwarded-Proto</c> decide the begin of links (host.json:
    /// <c>httpSettings.useForwardedHost</c>). Default <see langword="false"/>: any caller could send them. Without effect when
    /// <see cref="PublicBaseUrl"/> is set.
    /// </summary>
    public bool UseForwardedHost { get; init; }

    /// <summary>Whether the app takes part in the app lease (host.json: <c>useAppLease</c>); without it, makeprimary is refused. Default <see langword="true"/>.</summary>
    public bool UseAppLease { get; init; } = true;

    /// <summary>Largest request body in bytes; a larger one is answered 413 before it is read. Default 4 MiB, the default of <c>maxGrpcMessageSizeInBytes</c>.</summary>
    public int MaxBodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <exception cref="InvalidOperationException">A setting makes no sense; the message names it.</exception>
    public void Validate()
    {
        ThrowIf(string.IsNullOrWhiteSpace(HubName), "The task hub needs a name.");
        ThrowIf(string.IsNullOrWhiteSpace(SystemKey), "The management API needs a system key.");
        ThrowIf(MaxBodyBytes < 1, $"The largest request body must be at least 1 byte, not {MaxBodyBytes}.");
        ThrowIf(
            PublicBaseUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.Query.Length > 0 || url.Fragment.Length > 0),
            $"The public base URL must be an absolute http or https address without query or fragment, not '{PublicBaseUrl}'.");
    }

    private static void ThrowIf(bool wrong, string message)
    {
        if (wrong)
        {
            throw new InvalidOperationException(message);
        }
    }
}
