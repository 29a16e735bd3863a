namespace FunctionsJobs.Companies;

/// <summary>What became of a company that was stored.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Outcome">Whether anything changed.</param>
public readonly record struct CompanyWrite(string Id, CompanyWriteOutcome Outcome);
