namespace FunctionsJobs.Analytics.Ingest;

/// <summary>Why a line was rejected.</summary>
/// <param name="Field">The member, or <c>$</c> for the line as a whole.</param>
/// <param name="Reason">Completes a sentence that starts with the field: "must be a string".</param>
public readonly record struct LineError(string Field, string Reason);
