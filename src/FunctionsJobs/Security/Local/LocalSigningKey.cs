using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Security.Local;

/// <summary>
/// The secret that a program without an issuer signs its own tokens with: made at first use, kept in the data folder beside the host's keys,
/// readable by its owner only.
/// </summary>
internal static class LocalSigningKey
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "signing-key";

    private const int KeyBytes = 48;

    /// <summary>Reads the secret, or makes it. Of several processes that make it at once, one wins and all answer the same.</summary>
    /// <exception cref="OptionsValidationException">The file holds no secret, or cannot be read or written.</exception>
    public static string ReadOrCreate(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return ReadOrCreateAt(folder, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"The signing key '{path}' cannot be used: {e.Message}");
        }
    }

    private static string ReadOrCreateAt(string folder, string path)
    {
        if (!File.Exists(path))
        {
            Create(folder, path);
        }

        var secret = File.ReadAllText(path, Encoding.UTF8).Trim();
        return Encoding.UTF8.GetByteCount(secret) >= SecurityOptions.MinSecretBytes
            ? secret
            : throw Unusable($"The file '{path}' holds no signing key. Delete it to have a new one made; tokens signed with the old one end.");
    }

    private static OptionsValidationException Unusable(string message) => new(SecurityOptions.Section, typeof(SecurityOptions), [message]);

    private static void Create(string folder, string path)
    {
        var draft = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            draft.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Written beside and moved, so that nobody reads half a key.
        var name = $"{path}.{Path.GetRandomFileName()}";
        using (var stream = new FileStream(name, draft))
        {
            stream.Write(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes))));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(name, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(name);
        }
    }
}
