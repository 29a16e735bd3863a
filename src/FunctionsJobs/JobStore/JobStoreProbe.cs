namespace FunctionsJobs.JobStore;

/// <summary>A sign of life of the store.</summary>
/// <param name="SchemaVersion">Number of the last migration that was applied.</param>
public readonly record struct JobStoreProbe(int SchemaVersion);
