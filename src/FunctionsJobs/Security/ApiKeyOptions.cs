namespace FunctionsJobs.Security;

/// <summary>One API key, for a machine that cannot get tokens.</summary>
public sealed class ApiKeyOptions
{
    /// <summary>SHA-256 of the key's UTF-8 text, in hex. The key itself is in no setting; make it at random, with 128 bits or more.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary><c>viewer</c>, <c>operator</c> or <c>admin</c>.</summary>
    public string Role { get; set; } = "";

    /// <summary>The publisher its bearer is bound to; empty for none.</summary>
    public string PublisherId { get; set; } = "";
}
