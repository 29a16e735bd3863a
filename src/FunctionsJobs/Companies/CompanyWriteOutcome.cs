namespace FunctionsJobs.Companies;

/// <summary>What a write of a company did.</summary>
public enum CompanyWriteOutcome
{
    /// <summary>It says nothing new, or is older than what is known.</summary>
    Unchanged,

    /// <summary>The company was not there.</summary>
    Created,

    /// <summary>It replaced what was known.</summary>
    Updated,
}
