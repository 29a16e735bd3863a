namespace FunctionsJobs.Companies.Enrichment;

/// <summary>
/// Classes of size by headcount: those of the European Commission's recommendation 2003/361/EC, annex, article 2. Its ceilings of turnover and balance sheet are not
/// looked at, since pages do not state them.
/// </summary>
public static class CompanySize
{
    /// <summary>Fewer than 10 people.</summary>
    public const string Micro = "micro";

    /// <summary>Fewer than 50 people.</summary>
    public const string Small = "small";

    /// <summary>Fewer than 250 people.</summary>
    public const string Medium = "medium";

    /// <summary>250 people and more.</summary>
    public const string Large = "large";

    /// <summary>The classes, smallest first.</summary>
    public static IReadOnlyList<string> All { get; } = [Micro, Small, Medium, Large];

    /// <summary>The class of a headcount; null where it is not known.</summary>
    public static string? Of(int? employees) => employees switch
    {
        null => null,
        < 10 => Micro,
        < 50 => Small,
        < 250 => Medium,
        _ => Large,
    };
}
