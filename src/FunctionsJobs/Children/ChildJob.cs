using System.Text.Json;

namespace FunctionsJobs.Children;

/// <summary>A child that a job wants done.</summary>
/// <param name="Number">Which of the parent's children it is, from 0: the same child has the same number whenever it is submitted.</param>
/// <param name="Data">The data of its job type, as in a submission over HTTP.</param>
public sealed record ChildJob(int Number, JsonElement Data);
