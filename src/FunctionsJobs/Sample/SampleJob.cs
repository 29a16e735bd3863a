using System.Text.Json;

namespace FunctionsJobs.Sample;

/// <summary>One aggregation of the sample, as it is watched.</summary>
internal sealed record SampleJob(string PublisherId, string StatusUrl, JsonElement View)
{
    /// <summary>How far it is: 100 once it is completed, and not before.</summary>
    public double Percent => State == "completed" ? 100 : Math.Min(99, View.GetProperty("progress").GetProperty("percent").GetDouble());

    /// <summary>Whether it has ended.</summary>
    public bool IsOver => State is "completed" or "failed" or "cancelled";

    /// <summary>The state's name.</summary>
    public string State => View.GetProperty("state").GetString()!;

    /// <summary>The totals of a completed job.</summary>
    public JsonElement Totals => View.GetProperty("result").GetProperty("totals");
}
