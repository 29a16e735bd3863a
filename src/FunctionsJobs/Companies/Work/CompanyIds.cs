using FunctionsJobs.Http;

namespace FunctionsJobs.Companies.Work;

/// <summary>The ids that a job on companies is submitted with.</summary>
internal static class CompanyIds
{
    /// <summary>The member of the data they stand in.</summary>
    public const string Member = "company_ids";

    private const string Path = "$.data." + Member;
    private const int MaxLength = 64;

    /// <summary>Each id once, in ordinal order; notes by path what is wrong with them. Whether there are such companies is not looked at: the job tells.</summary>
    /// <param name="ids">The ids, as sent.</param>
    /// <param name="most">How many different ones there may be.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static IReadOnlyList<string> Read(IReadOnlyList<string> ids, int most, FieldErrors errors)
    {
        for (var index = 0; index < ids.Count; index++)
        {
            if (ids[index] is not { Length: > 0 and <= MaxLength } id || !id.All(c => c is > ' ' and <= '~'))
            {
                errors.Add($"{Path}[{index}]", $"must be 1 to {MaxLength} visible ASCII characters");
            }
        }

        string[] distinct = [.. ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (distinct.Length == 0 || distinct.Length > most)
        {
            errors.Add(Path, $"must name 1 to {most} companies");
        }

        return distinct;
    }
}
