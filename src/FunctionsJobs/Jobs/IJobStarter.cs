using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Jobs;

/// <summary>What the platform knows of a job type: its names, its defaults, and how its data becomes an orchestration's input.</summary>
internal interface IJobStarter
{
    /// <summary>The canonical name of its queue.</summary>
    string Queue { get; }

    /// <summary>The job type's name within the queue. Stored with every job; never changed.</summary>
    string Type { get; }

    /// <summary>Whether jobs of the queue with a name that is no job type's are of this type. One per queue.</summary>
    bool IsQueueDefault { get; }

    /// <summary>
    /// Whether it works for the program as a whole, or shows data of all publishers: callers that are bound to a publisher may not submit it.
    /// </summary>
    bool IsProgramWide { get; }

    /// <summary>The function name of its orchestrator. Stored by the durable engine; never changed.</summary>
    string OrchestratorName { get; }

    /// <summary>The priority of jobs that ask for none, 0 to 100.</summary>
    int DefaultPriority { get; }

    /// <summary>The policy of jobs that ask for none.</summary>
    JobPolicy DefaultPolicy { get; }

    /// <summary>Generated metadata of the data's shape.</summary>
    JsonTypeInfo Contract { get; }

    /// <summary>Reads the data of a submission strictly; notes by path what is wrong with it and answers null, or answers the job's arguments.</summary>
    JobArguments? Read(JsonElement data, FieldErrors errors);

    /// <summary>The input of the orchestration of an accepted job. The same for every call, while the options stay the same.</summary>
    object CreateRun(JobRecord job);
}
