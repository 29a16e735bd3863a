namespace FunctionsJobs.Jobs.UserDataExport;

/// <summary>The data of a <c>data-export/user-data</c> job, as sent.</summary>
public sealed record UserDataExportContract
{
    /// <summary>
    /// The person: the name by which their token calls (its <c>sub</c>), letter for letter, or their e-mail address, in capitals or not. 1 to 256 characters.
    /// </summary>
    public required string UserId { get; init; }
}
