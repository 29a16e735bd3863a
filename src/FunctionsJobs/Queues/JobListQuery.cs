using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Queues;

/// <summary>A validated query for a list of jobs: <c>state, type, tag, parentId, publisherId, createdFrom, createdTo, limit, cursor</c>.</summary>
/// <param name="Filter">Which jobs.</param>
/// <param name="Limit">The most on the page.</param>
/// <param name="Cursor">Where the last page ended, or null.</param>
internal sealed record JobListQuery(JobFilter Filter, int Limit, string? Cursor)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private const int MaxTag = 64;

    /// <summary>Reads the query of a request; null when <paramref name="errors"/> says what is wrong.</summary>
    /// <param name="request">The request.</param>
    /// <param name="readQueue">Answers the queue, of the route or of a parameter; null for all.</param>
    /// <param name="readStates">Reads the states from their parameter; empty for all.</param>
    /// <param name="errors">What is wrong.</param>
    public static JobListQuery? Read(
        HttpRequestData request, Func<QueryReader, string?> readQueue, Func<QueryReader, IReadOnlyList<JobState>> readStates, out FieldErrors errors)
    {
        var query = new QueryReader(request);
        errors = query.Errors;
        var states = readStates(query);
        var queue = readQueue(query)?.Replace(':', '-');
        var type = query.Optional("type");
        if (type is not null && queue is null)
        {
            errors.Add("type", "must be given together with queue");
        }

        var tag = query.Optional("tag");
        if (tag is { Length: 0 or > MaxTag })
        {
            errors.Add("tag", $"must be 1 to {MaxTag} characters");
        }

        var parent = query.Optional("parentId");
        if (parent is not null && !JobId.IsValid(parent))
        {
            errors.Add("parentId", JobId.Rule);
        }

        var (from, to) = (Instant(query, "createdFrom"), Instant(query, "createdTo"));
        if (from >= to)
        {
            errors.Add("createdTo", "must be after createdFrom");
        }

        var caller = request.FunctionContext.GetCaller();
        var publisher = query.Optional("publisherId");
        if (publisher is not null && !caller.MayUse(publisher))
        {
            errors.Forbid("publisherId", "must be the publisher that the caller is bound to");
        }
        else if (publisher is { Length: 0 })
        {
            errors.Add("publisherId", "must not be empty");
        }

        var limit = query.Integer("limit", DefaultLimit, 1, MaxLimit);
        var cursor = query.Optional("cursor");
        query.RefuseUnknown();
        if (!errors.IsEmpty)
        {
            return null;
        }

        var filter = new JobFilter
        {
            Tenants = publisher is null ? caller.ToScope() : TenantScope.Only(publisher),
            Queue = queue,
            Type = type,
            States = states,
            Tag = tag,
            ParentId = parent,
            CreatedFrom = from,
            CreatedBefore = to,
        };
        return new JobListQuery(filter, limit, cursor);
    }

    /// <summary>Reads the page; null where the cursor is not of this list.</summary>
    public Task<JobPage?> ReadPageAsync(IJobIndex index, CancellationToken cancellation) => index.ListAsync(Filter, Cursor, Limit, cancellation);

    private static DateTimeOffset? Instant(QueryReader query, string name)
    {
        if (query.Optional(name) is not { } text)
        {
            return null;
        }

        if (Iso8601.TryParse(text, out var value))
        {
            return value;
        }

        query.Errors.Add(name, Iso8601.Rule);
        return null;
    }
}
