using System.Text.Json;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.Queues;
using FunctionsJobs.Schedules.Placeholders;
using FunctionsJobs.Security;

namespace FunctionsJobs.Schedules.Drafts;

/// <summary>Makes jobs of drafts: fills in placeholders, and then checks as for any job that is submitted.</summary>
public sealed class JobDrafts
{
    private readonly JobTypeCatalogue _catalogue;
    private readonly JobSubmitter _submitter;

    public JobDrafts(JobTypeCatalogue catalogue, JobSubmitter submitter) => (_catalogue, _submitter) = (catalogue, submitter);

    /// <summary>A text as a placeholder stands for it.</summary>
    internal static JsonElement? Value(string? text) => text is null ? null : JsonSerializer.SerializeToElement(text, ScheduleJson.Default.String);

    /// <summary>The job; notes by path what its queue, job type or options refuse, and answers null.</summary>
    /// <param name="draft">What is to be submitted.</param>
    /// <param name="resolve">What a placeholder stands for, or null.</param>
    /// <param name="rule">What a placeholder that stands for nothing is answered with.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="jobId">The job's id.</param>
    /// <param name="errors">Takes what is wrong.</param>
    internal NewJob? Prepare(JobDraft draft, Func<string, JsonElement?> resolve, string rule, Caller caller, string jobId, FieldErrors errors)
    {
        if (!_catalogue.TryFindQueue(draft.Queue, out var queue))
        {
            errors.Add("$.queueName", "must be the name of a queue");
            return null;
        }

        using var template = JsonDocument.Parse(draft.Data);
        if (PlaceholderData.Resolve(template.RootElement, resolve, "$.data", rule, errors) is not { } data)
        {
            return null;
        }

        using var options = draft.Options is { } text ? JsonDocument.Parse(text) : null;
        var request = new SubmitJobRequest { JobName = draft.JobName, Data = data, Options = options?.RootElement };
        return _submitter.Prepare(queue, request, caller, idempotencyKey: null, errors) is { } job ? job with { Id = jobId } : null;
    }
}
