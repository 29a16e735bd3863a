namespace FunctionsJobs.Scraping.Technologies;

/// <summary>How one technology shows itself.</summary>
/// <param name="Technology">Its name.</param>
/// <param name="Evidence">Where to look.</param>
/// <param name="Text">What to find there; capitals do not matter. Of a header, <c>name: text</c>; without text, its being there is enough.</param>
internal sealed record TechnologySignature(string Technology, TechnologyEvidence Evidence, string Text);
