using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace FunctionsJobs.Embedded.Hosting.Keys;

/// <summary>Keeps the keys in <c>keys.json</c> of the data folder, readable by its owner only.</summary>
internal sealed class KeyFile(DataFolder folder)
{
    private const int KeyBytes = 32;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Path { get; } = System.IO.Path.Combine(folder.Path, "keys.json");

    /// <exception cref="HostStartException">The file cannot be read, is damaged, or cannot be written.</exception>
    public KeySet LoadOrCreate()
    {
        try
        {
            if (File.Exists(Path))
            {
                Protect(Path);
                return Complete(JsonSerializer.Deserialize<KeySet>(File.ReadAllBytes(Path), Json));
            }

            var keys = new KeySet { Master = NewKey(), Host = NewKey(), System = { [HostKeys.DurableTaskExtension] = NewKey() } };
            Write(keys);
            return keys;
        }
        catch (JsonException exception)
        {
            throw new HostStartException($"The key file '{Path}' is damaged ({exception.Message}). Repair it, or delete it to have new keys made.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"The key file '{Path}' cannot be used: {exception.Message}", exception);
        }
    }

    private static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));

    private KeySet Complete(KeySet? keys)
    {
        if (keys is null || string.IsNullOrEmpty(keys.Master) || string.IsNullOrEmpty(keys.Host))
        {
            throw new JsonException("a master and a host key are needed");
        }

        if (!keys.System.ContainsKey(HostKeys.DurableTaskExtension))
        {
            keys.System[HostKeys.DurableTaskExtension] = NewKey();
            Write(keys);
        }

        return keys;
    }

    // Written beside and moved, so that a crash leaves the old keys or the new ones.
    private void Write(KeySet keys)
    {
        var draft = $"{Path}.new";
        using (var stream = PrivateFile.Create(draft, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, keys, Json);
            stream.Flush(flushToDisk: true);
        }

        Protect(draft);
        File.Move(draft, Path, overwrite: true);
    }

    private static void Protect(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, PrivateFile.OwnerOnly);
        }
    }
}
