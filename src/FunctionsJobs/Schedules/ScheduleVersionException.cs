namespace FunctionsJobs.Schedules;

/// <summary>A schedule was to be changed on condition that it has a version, and it has another one.</summary>
/// <param name="version">The version it has.</param>
public sealed class ScheduleVersionException(long version) : Exception($"The schedule has version {version}.");
