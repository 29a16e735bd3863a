namespace FunctionsJobs.Blobs;

/// <summary>Settings of the blob store, section <c>Blobs</c>. With neither a connection string nor an account, blobs are local files.</summary>
public sealed class BlobsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Blobs";

    /// <summary>
    /// The connection string of a storage account, with its key; a secret. <c>ConnectionStrings:Blobs</c> is read in its place. Default: none.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// In place of a connection string, the address of an account that the program's identity may use, such as <c>https://name.blob.core.windows.net</c>. The
    /// identity needs the roles "Storage Blob Data Contributor" and, for links, "Storage Blob Delegator". Default: none.
    /// </summary>
    public string AccountUri { get; set; } = "";

    /// <summary>A user-assigned identity. Default: the system-assigned one, or what the machine is signed in with.</summary>
    public string ManagedIdentityClientId { get; set; } = "";

    /// <summary>The container, made at first use where it is missing. Default <c>functionsjobs</c>.</summary>
    public string Container { get; set; } = "functionsjobs";

    /// <summary>The folder of local files. Default: <c>blobs</c> in the data folder.</summary>
    public string Folder { get; set; } = "";

    /// <summary>How long a link is good. Default 10 min; 10 s to 15 min, since links end up in logs and mails.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a request to the storage is repeated when it fails in a way that may pass, 0 to 10. Default 4: with the waits between, some 12 s.</summary>
    public int MaxRetries { get; set; } = 4;

    /// <summary>How long one try of a request may take. Default 60 s; 1 s to 10 min.</summary>
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether blobs are in a storage account.</summary>
    internal bool IsAzure => ConnectionString.Length > 0 || AccountUri.Length > 0;
}
