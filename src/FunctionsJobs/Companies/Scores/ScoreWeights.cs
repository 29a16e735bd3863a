namespace FunctionsJobs.Companies.Scores;

/// <summary>How many of the 100 points of a lead score each feature gives at most. Each is 0 to 100; together they are 100.</summary>
public sealed record ScoreWeights
{
    /// <summary>An e-mail address. Default 15.</summary>
    public int Email { get; set; } = 15;

    /// <summary>A telephone number. Default 10.</summary>
    public int Phone { get; set; } = 10;

    /// <summary>The address. Default 10.</summary>
    public int Address { get; set; } = 10;

    /// <summary>Profiles in social networks. Default 5.</summary>
    public int Social { get; set; } = 5;

    /// <summary>A description. Default 5.</summary>
    public int Description { get; set; } = 5;

    /// <summary>The size by headcount. Default 15.</summary>
    public int Size { get; set; } = 15;

    /// <summary>Years since it was founded. Default 5.</summary>
    public int Age { get; set; } = 5;

    /// <summary>Technologies. Default 10.</summary>
    public int Technology { get; set; } = 10;

    /// <summary>A legal form. Default 10.</summary>
    public int LegalForm { get; set; } = 10;

    /// <summary>The industry. Default 10.</summary>
    public int Industry { get; set; } = 10;

    /// <summary>Pages over https. Default 5.</summary>
    public int Https { get; set; } = 5;

    private int[] All => [Email, Phone, Address, Social, Description, Size, Age, Technology, LegalForm, Industry, Https];

    /// <summary>What is wrong with the weights, or null.</summary>
    /// <param name="section">Where they stand, for the message.</param>
    public string? Invalid(string section) => All switch
    {
        var all when all.Any(weight => weight is < 0 or > 100) => $"{section}: each weight must be 0 to 100, and they are {string.Join(", ", all)}.",
        var all when all.Sum() != 100 => $"{section}: the weights must be 100 together, and are {all.Sum()}.",
        _ => null,
    };
}
