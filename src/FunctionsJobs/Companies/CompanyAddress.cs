namespace FunctionsJobs.Companies;

/// <summary>A postal address, as far as it is known; after schema.org's <c>PostalAddress</c>. Each part has at most <see cref="CompanyBounds.MaxText"/> characters.</summary>
public sealed record CompanyAddress
{
    /// <summary>Street and house number.</summary>
    public string? Street { get; init; }

    /// <summary>City or town.</summary>
    public string? Locality { get; init; }

    /// <summary>State, province or similar.</summary>
    public string? Region { get; init; }

    /// <summary>Postal code.</summary>
    public string? PostalCode { get; init; }

    /// <summary>Country, as written: a name or a code.</summary>
    public string? Country { get; init; }
}
