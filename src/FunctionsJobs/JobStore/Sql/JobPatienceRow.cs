namespace FunctionsJobs.JobStore.Sql;

/// <summary>What decides about a job when another has ended that it waited for.</summary>
internal sealed class JobPatienceRow
{
    public required string State { get; init; }

    public long DependenciesLeft { get; init; }

    public required string DependencyPolicy { get; init; }

    /// <exception cref="JobStoreException">The row holds a name this version does not know.</exception>
    public DependencyPolicy ToPolicy() => DependencyPolicyNames.TryParse(DependencyPolicy, out var policy)
        ? policy
        : throw new JobStoreException($"The job store holds the unknown dependency policy '{DependencyPolicy}'.");
}
