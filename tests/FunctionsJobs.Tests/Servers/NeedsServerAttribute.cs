namespace FunctionsJobs.Tests.Servers;

/// <summary>
/// The tests of a class, inherited ones too, or one test, need a server. Where none is configured they are left out by name
/// (<see cref="ServerTestFramework"/>); in the full run they fail.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public class NeedsServerAttribute(string setting) : Attribute
{
    /// <summary>The environment variable that names the server.</summary>
    public string Setting { get; } = setting;
}
