namespace FunctionsJobs.Companies.Scores;

/// <summary>What one feature gives to a score.</summary>
/// <param name="Feature">Its name, such as <c>email</c>.</param>
/// <param name="ValuePercent">How far it is fulfilled, 0 to 100.</param>
/// <param name="Weight">The points it gives at most.</param>
/// <param name="Points">The points it gives: weight × value / 100, to two decimals.</param>
/// <param name="Text">What was seen, for people. No names and addresses.</param>
public sealed record ScoreReason(string Feature, int ValuePercent, int Weight, decimal Points, string Text);
