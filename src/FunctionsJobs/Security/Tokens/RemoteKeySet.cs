using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace FunctionsJobs.Security.Tokens;

/// <summary>
/// The issuer's keys, fetched when first needed, kept, and fetched again when they are old or a token names one that is not among them. One
/// fetch at a time, never more often than the settings say; while the issuer is away, the keys known from before go on.
/// </summary>
internal sealed class RemoteKeySet
{
    /// <summary>Longest document that is read, in bytes.</summary>
    public const int MaxBytes = 512 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16 };

    private readonly HttpClient _http;
    private readonly SecurityOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();

    private IReadOnlyList<RsaSecurityKey>? _keys;
    private long _fetchedAt;
    private long? _triedAt;
    private Task? _fetch;

    public RemoteKeySet(HttpClient http, IOptions<SecurityOptions> options, TimeProvider time, ILogger<RemoteKeySet> logger) =>
        (_http, _options, _time, _logger) = (http, options.Value, time, logger);

    /// <summary>The keys, from before where they are young enough.</summary>
    /// <exception cref="KeysUnavailableException">There are none.</exception>
    public ValueTask<IReadOnlyList<RsaSecurityKey>> GetAsync(CancellationToken cancellation) =>
        Volatile.Read(ref _keys) is { } keys && _time.GetElapsedTime(Volatile.Read(ref _fetchedAt)) < _options.KeyLifetime
            ? new(keys)
            : new(RefreshAsync(cancellation));

    /// <summary>The keys, fetched anew unless that was tried just now.</summary>
    /// <exception cref="KeysUnavailableException">There are none.</exception>
    public async Task<IReadOnlyList<RsaSecurityKey>> RefreshAsync(CancellationToken cancellation)
    {
        Task? fetch;
        lock (_gate)
        {
            if (_fetch is { IsCompleted: true })
            {
                _fetch = null;
            }

            if (_fetch is null && (_triedAt is not { } tried || _time.GetElapsedTime(tried) >= _options.KeyRefreshInterval))
            {
                _triedAt = _time.GetTimestamp();
                _fetch = FetchAsync();
            }

            fetch = _fetch;
        }

        if (fetch is not null)
        {
            await fetch.WaitAsync(cancellation);
        }

        return Volatile.Read(ref _keys) ?? throw new KeysUnavailableException("The issuer's keys could not be fetched.");
    }

    private async Task FetchAsync()
    {
        // Off the caller's lock before anything that may block.
        await Task.Yield();
        using var limit = new CancellationTokenSource(_options.KeyFetchTimeout, _time);
        try
        {
            var address = _options.MetadataUrl.Length > 0 ? await FindKeySetAsync(limit.Token) : new Uri(_options.JwksUrl);
            var keys = RsaKeys.ReadKeySet(await _http.GetStringAsync(address, limit.Token));
            Volatile.Write(ref _fetchedAt, _time.GetTimestamp());
            Volatile.Write(ref _keys, keys);
            TokenLog.KeysFetched(_logger, keys.Count);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or FormatException or JsonException
            or InvalidOperationException or KeyNotFoundException)
        {
            TokenLog.KeysNotFetched(_logger, e, _keys is not null);
        }
    }

    private async Task<Uri> FindKeySetAsync(CancellationToken cancellation)
    {
        using var document = JsonDocument.Parse(await _http.GetStringAsync(new Uri(_options.MetadataUrl), cancellation), Strict);
        var issuer = document.RootElement.GetProperty("issuer"u8).GetString();
        if (issuer != _options.Issuer)
        {
            throw new FormatException($"names the issuer '{issuer}' and not the one of Security:Issuer.");
        }

        return Uri.TryCreate(document.RootElement.GetProperty("jwks_uri"u8).GetString(), UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw new FormatException("names no https address of keys.");
    }
}
