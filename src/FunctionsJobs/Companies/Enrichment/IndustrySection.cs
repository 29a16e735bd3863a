namespace FunctionsJobs.Companies.Enrichment;

/// <summary>A section of the classification of industries.</summary>
/// <param name="Letter">Its letter.</param>
/// <param name="Title">Its title.</param>
/// <param name="Words">The words that speak for it, parted by spaces; with a star at its end, one stands for all that begin with it.</param>
internal sealed record IndustrySection(string Letter, string Title, string Words);
