namespace FunctionsJobs.Scraping.Technologies;

/// <summary>Where a technology shows.</summary>
internal enum TechnologyEvidence
{
    /// <summary>A header of the answer is there, and its value holds the text.</summary>
    Header,

    /// <summary><c>meta name="generator"</c> begins with the text.</summary>
    Generator,

    /// <summary>A script comes from the host or one below it.</summary>
    ScriptHost,

    /// <summary>The path of a script or style sheet holds the text.</summary>
    ResourcePath,
}
