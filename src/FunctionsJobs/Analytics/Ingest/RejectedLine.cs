namespace FunctionsJobs.Analytics.Ingest;

/// <summary>A line that was not stored.</summary>
/// <param name="Line">Its number in the body, from 1; blank lines count.</param>
/// <param name="Field">The member that is wrong, or <c>$</c> for the line as a whole.</param>
/// <param name="Reason">Completes a sentence that starts with the field.</param>
public sealed record RejectedLine(long Line, string Field, string Reason);
