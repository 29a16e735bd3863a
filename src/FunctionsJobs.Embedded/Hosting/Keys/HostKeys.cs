using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Keys;

/// <summary>The keys of this host: made once, kept in the data folder.</summary>
internal sealed class HostKeys
{
    public const string DurableTaskExtension = "durabletask_extension";

    private readonly Dictionary<string, string> _system;
    private readonly Dictionary<string, byte[]> _functions;
    private readonly byte[] _master;
    private readonly byte[] _host;
    private readonly Dictionary<string, byte[]> _systemBytes;

    public HostKeys(KeyFile file)
    {
        var keys = file.LoadOrCreate();
        _master = Bytes(keys.Master);
        _host = Bytes(keys.Host);
        _system = new Dictionary<string, string>(keys.System, StringComparer.OrdinalIgnoreCase);
        _systemBytes = _system.ToDictionary(pair => pair.Key, pair => Bytes(pair.Value), StringComparer.OrdinalIgnoreCase);
        _functions = keys.Functions.ToDictionary(pair => pair.Key, pair => Bytes(pair.Value), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The key of one of the host's own APIs; for links to callers who may have it, never for a log.</summary>
    public string SystemKey(string extension) => _system[extension];

    public bool IsMaster(string? candidate) => Matches(candidate, _master);

    /// <summary>Whether a key opens a function of the given level.</summary>
    public bool Allows(AuthorizationLevel level, string function, string? candidate) => level switch
    {
        AuthorizationLevel.Anonymous => true,
        AuthorizationLevel.Function => Matches(candidate, _master, _host, _functions.GetValueOrDefault(function)),
        AuthorizationLevel.System => Matches(candidate, [_master, .. _systemBytes.Values]),
        AuthorizationLevel.Admin => Matches(candidate, _master),
        _ => false,
    };

    // Every key is compared to its end, so that the time says nothing about which one was nearly right.
    private static bool Matches(string? candidate, params ReadOnlySpan<byte[]?> keys)
    {
        if (string.IsNullOrEmpty(candidate))
        {
            return false;
        }

        var bytes = Bytes(candidate);
        var matches = false;
        foreach (var key in keys)
        {
            matches |= key is not null && CryptographicOperations.FixedTimeEquals(bytes, key);
        }

        return matches;
    }

    private static byte[] Bytes(string key) => Encoding.UTF8.GetBytes(key);
}
