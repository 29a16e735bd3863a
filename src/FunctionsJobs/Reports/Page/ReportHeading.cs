namespace FunctionsJobs.Reports.Page;

/// <summary>Who and what a report is about.</summary>
internal sealed record ReportHeading
{
    /// <summary>The service that makes it.</summary>
    public required string Service { get; init; }

    /// <summary>What kind of report it is, such as <c>Weekly report</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Subject { get; init; }

    /// <summary>The period, in words.</summary>
    public required string Period { get; init; }

    /// <summary>The period before, in words.</summary>
    public required string PreviousPeriod { get; init; }

    /// <summary>Whether the period was not over when the report was asked for.</summary>
    public required bool IsUnfinished { get; init; }

    /// <summary>The currency's code, or empty where none is set.</summary>
    public required string Currency { get; init; }

    /// <summary>The currency, in words.</summary>
    public string CurrencyName => Currency.Length > 0 ? Currency : "currency units";
}
