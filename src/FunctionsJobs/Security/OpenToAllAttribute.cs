namespace FunctionsJobs.Security;

/// <summary>Lets everybody call an HTTP function, without a token. Such a function changes nothing and shows nothing of any tenant.</summary>
/// <param name="reason">Why it may be open.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenToAllAttribute(string reason) : Attribute
{
    /// <summary>Why it may be open.</summary>
    public string Reason { get; } = reason;
}
