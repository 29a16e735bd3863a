using System.Text.Json;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Tests.Jobs;

/// <summary>Asks starters what they make of data.</summary>
internal static class StarterReader
{
    /// <summary>The paths of what is wrong with the data.</summary>
    public static IEnumerable<string> Refused(this IJobStarter starter, string data)
    {
        var errors = new FieldErrors();
        return starter.Read(JsonElement.Parse(data), errors) is null ? errors.ToDictionary().Keys.Order(StringComparer.Ordinal) : [];
    }

    /// <summary>What the job type takes of the data.</summary>
    public static JobArguments Taken(this IJobStarter starter, string data) => Assert.IsType<JobArguments>(starter.Read(JsonElement.Parse(data), new FieldErrors()));

    /// <summary>The plan of a job with this data, which belongs to a tenant.</summary>
    public static TPlan PlanOf<TPlan>(this IJobStarter starter, string data, string? tenant)
        where TPlan : class => Assert.IsType<JobRun<TPlan>>(starter.CreateRun(new JobRecord
        {
            Id = "job",
            Queue = starter.Queue,
            Type = starter.Type,
            Name = starter.Type,
            Tenant = tenant,
            Arguments = data,
            State = JobState.Running,
            Priority = 50,
            Policy = JobPolicy.Default,
            AttemptsMade = 1,
            Progress = default,
            CreatedAt = default,
            StartedAt = null,
            FinishedAt = null,
            NextAttemptAt = null,
            Result = null,
            Error = null,
        })).Plan;
}
