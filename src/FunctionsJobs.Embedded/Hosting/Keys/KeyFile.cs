using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace FunctionsJobs.Embedded.Hosting.Keys;

/// <summary>Keeps the keys in <c>keys.json</c> of the data folder, readable by its owner only.</summary>
internal sealed class KeyFile(DataFolder folder)
{
    private const int KeyBytes = 32;

    public string Path { get; } = System.IO.Path.Combine(folder.Path, "keys.json");

    /// <exception cref="HostStartException">The file cannot be read, is damaged, or cannot be written.</exception>
    public KeySet LoadOrCreate()
    {
        try
        {
            if (File.Exists(Path))
            {
                Protect(Path);
                return Complete(KeySetJson.Read(File.ReadAllBytes(Path)));
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

    private KeySet Complete(KeySet keys)
    {
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
            KeySetJson.Write(stream, keys);
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
