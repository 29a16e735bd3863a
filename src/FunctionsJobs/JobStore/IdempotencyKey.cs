namespace FunctionsJobs.JobStore;

/// <summary>A submitter's own name for one request, so that it may send it again without a second job.</summary>
/// <param name="Scope">Whose key it is: keys of different callers never meet. Empty for callers without an identity.</param>
/// <param name="Key">The key, as sent.</param>
/// <param name="RequestHash">SHA-256, in lower-case hex, of what was asked for, in canonical form.</param>
public sealed record IdempotencyKey(string Scope, string Key, string RequestHash);
