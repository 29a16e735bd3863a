using System.Text.Json;

namespace FunctionsJobs.JobApi;

/// <summary>How far a job is.</summary>
/// <param name="CurrentStep">Steps that are done.</param>
/// <param name="TotalSteps">Steps there are; 0 while that is not known.</param>
/// <param name="Percentage">0 to 100, with one decimal.</param>
/// <param name="Message">What was done last.</param>
/// <param name="Details">More, as the job type tells it; or null.</param>
public sealed record JobStatusProgressView(int CurrentStep, int TotalSteps, double Percentage, string? Message, JsonElement? Details);
