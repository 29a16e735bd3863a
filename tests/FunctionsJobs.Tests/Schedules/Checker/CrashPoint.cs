namespace FunctionsJobs.Tests.Schedules.Checker;

/// <summary>Where a process dies in a transaction.</summary>
internal enum CrashPoint
{
    Before,
    Within,
    AfterCommit,
}
