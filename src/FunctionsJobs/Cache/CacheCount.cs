namespace FunctionsJobs.Cache;

/// <summary>How often a member of a set was counted.</summary>
internal readonly record struct CacheCount(string Member, long Count);
