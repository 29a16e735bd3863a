using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsJobs.JobStore;

namespace FunctionsJobs.Jobs;

/// <summary>Members of jobs' data that are secrets: kept for the work, and shown to nobody who looks at the job.</summary>
internal static class SecretArguments
{
    private const string Hidden = "***";

    /// <summary>The members, by <c>queue/type</c>.</summary>
    public static IReadOnlyDictionary<string, string[]> Members { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["email/password-reset"] = ["resetLink"],
    };

    /// <summary>A job's data, as those who may see the job see it.</summary>
    public static JsonElement Show(JobRecord job)
    {
        if (!Members.TryGetValue($"{job.Queue}/{job.Type}", out var members))
        {
            return JsonElement.Parse(job.Arguments);
        }

        var data = JsonNode.Parse(job.Arguments)!.AsObject();
        foreach (var member in members.Where(data.ContainsKey))
        {
            data[member] = Hidden;
        }

        return JsonElement.Parse(data.ToJsonString());
    }
}
