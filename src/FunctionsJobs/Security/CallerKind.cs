namespace FunctionsJobs.Security;

/// <summary>How a caller proved who it is.</summary>
public enum CallerKind
{
    /// <summary>A bearer token.</summary>
    Token,

    /// <summary>An API key from the settings.</summary>
    Key,

    /// <summary>Nobody called: the program does it by itself, such as a schedule that fires.</summary>
    Program,
}
