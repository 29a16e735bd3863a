namespace FunctionsJobs.EndToEnd.Proofs;

/// <summary>A job to submit.</summary>
/// <param name="Publisher">Whose it is.</param>
/// <param name="Priority">0 to 100.</param>
/// <param name="Milliseconds">How long it takes.</param>
/// <param name="Lines">How many lines it writes meanwhile.</param>
internal sealed record ProofSubmission(string Publisher, int Priority, int Milliseconds, int Lines = 0);
