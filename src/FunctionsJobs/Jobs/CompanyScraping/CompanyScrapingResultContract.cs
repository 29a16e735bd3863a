namespace FunctionsJobs.Jobs.CompanyScraping;

/// <summary>The result of the job: which company it was, and how much was found. What was found is kept with the company.</summary>
public sealed record CompanyScrapingResultContract
{
    /// <summary>The company's id.</summary>
    public required string CompanyId { get; init; }

    /// <summary>Its domain: that of the page in the end.</summary>
    public required string Domain { get; init; }

    /// <summary>Where the page was, after redirects.</summary>
    public required string Url { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Bytes of the page as sent.</summary>
    public required int Bytes { get; init; }

    /// <summary><c>created</c>, <c>updated</c>, or <c>unchanged</c> where the page says what it said before.</summary>
    public required string Outcome { get; init; }

    /// <summary>SHA-256 of what was found, in hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>How much was found.</summary>
    public required CompanyScrapingFoundContract Found { get; init; }
}
