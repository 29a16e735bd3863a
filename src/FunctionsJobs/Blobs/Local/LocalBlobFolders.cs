namespace FunctionsJobs.Blobs.Local;

/// <summary>Clears folders of local blobs.</summary>
internal static class LocalBlobFolders
{
    /// <summary>Deletes files of a folder by their names.</summary>
    public static void Delete(string folder, Func<string, bool> isOne)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(folder))
        {
            if (isOne(Path.GetFileName(file)))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Deletes a folder and those above it, as far as they are empty and below the root's own folders.</summary>
    public static void DeleteEmpty(string folder, string root)
    {
        while (Path.GetDirectoryName(folder) is { } above && above.Length > root.Length && above.StartsWith(root, StringComparison.Ordinal))
        {
            try
            {
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: false);
                }
            }
            catch (IOException)
            {
                // Something is in it, or was put there just now: then it is needed.
                return;
            }

            folder = above;
        }
    }
}
