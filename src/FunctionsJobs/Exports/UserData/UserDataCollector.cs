using System.Text.Encodings.Web;
using System.Text.Json;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.Schedules;

namespace FunctionsJobs.Exports.UserData;

/// <summary>
/// Goes through all that the stores hold and writes what concerns a person: jobs and schedules that name them, companies that hold their e-mail address, and what they
/// did. Events and roll-ups hold nothing about persons; mails are handed over and not kept.
/// </summary>
/// <remarks>Reads nearly everything, page by page, since only companies are found by a person's address: for the rare request that the law gives a right to.</remarks>
public sealed class UserDataCollector(IJobIndex index, IJobAudit audit, IScheduleStore schedules, UserCompanies companies, TimeProvider time)
{
    private const int PageSize = 500;

    /// <summary>Writes the document.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="job">The job it is for, whose tenant bounds what is looked at, and which is not itself part of the answer.</param>
    /// <param name="target">Takes the document.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>How many entries were found.</returns>
    public async Task<long> WriteAsync(string userId, JobRecord job, Stream target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        var user = new UserMatch(userId);
        await using var writer = new Utf8JsonWriter(target, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        writer.WriteString("userId"u8, userId);
        writer.WriteString("publisherId"u8, job.Tenant);
        writer.WriteString("exportedAt"u8, time.GetUtcNow());
        var found = await WriteJobsAsync(user, job, writer, cancellation);
        found += await WriteSchedulesAsync(user, job.Tenant, writer, cancellation);
        found += await companies.WriteAsync(user, userId, job.Tenant, writer, cancellation);
        found += await WriteAuditAsync(userId, job.Tenant, writer, cancellation);
        writer.WriteEndObject();
        await writer.FlushAsync(cancellation);
        return found;
    }

    private async Task<long> WriteJobsAsync(UserMatch user, JobRecord own, Utf8JsonWriter writer, CancellationToken cancellation)
    {
        var found = 0L;
        var filter = new JobFilter { Tenants = own.Tenant is { } tenant ? TenantScope.Only(tenant) : TenantScope.All };
        string? cursor = null;
        writer.WriteStartArray("jobs"u8);
        do
        {
            var page = await index.ListAsync(filter, cursor, PageSize, cancellation)
                ?? throw new JobStoreException("A cursor of the job store's own was not taken.");
            foreach (var job in page.Jobs.Where(job => job.Id != own.Id))
            {
                string[] places =
                [
                    .. user.PathsIn(job.Arguments, "data"),
                    .. user.PathsIn(job.Result, "result"),
                    .. user.IsNamedBy(job.Notify?.Email) ? (string[])["notify.email"] : [],
                    .. JobTags.Read(job.Tags).Any(user.IsNamedBy) ? (string[])["tags"] : [],
                ];
                if (places.Length > 0)
                {
                    Write(writer, job, places);
                    found++;
                }
            }

            cursor = page.Cursor;
            await writer.FlushAsync(cancellation);
        }
        while (cursor is not null);

        writer.WriteEndArray();
        return found;
    }

    private async Task<long> WriteSchedulesAsync(UserMatch user, string? tenant, Utf8JsonWriter writer, CancellationToken cancellation)
    {
        var found = 0L;
        string? before = null;
        writer.WriteStartArray("schedules"u8);
        IReadOnlyList<ScheduleRecord> page;
        do
        {
            page = await schedules.ListAsync(tenant, before, PageSize, cancellation);
            foreach (var schedule in page)
            {
                string[] places = [.. user.PathsIn(schedule.Definition.Data, "data"), .. user.PathsIn(schedule.Definition.Options, "options")];
                if (places.Length > 0)
                {
                    Write(writer, schedule, places);
                    found++;
                }

                before = schedule.Id;
            }
        }
        while (page.Count == PageSize);

        writer.WriteEndArray();
        return found;
    }

    private async Task<long> WriteAuditAsync(string userId, string? tenant, Utf8JsonWriter writer, CancellationToken cancellation)
    {
        var found = 0L;
        string? before = null;
        writer.WriteStartArray("acts"u8);
        IReadOnlyList<JobAuditEntry> page;
        do
        {
            page = await audit.ListActorAsync(userId, before, PageSize, cancellation);
            foreach (var line in page)
            {
                before = line.Id;
                if (tenant is null || line.Tenant == tenant)
                {
                    Write(writer, line);
                    found++;
                }
            }
        }
        while (page.Count == PageSize);

        writer.WriteEndArray();
        return found;
    }

    private static void Write(Utf8JsonWriter writer, JobRecord job, string[] places)
    {
        writer.WriteStartObject();
        writer.WriteString("jobId"u8, job.Id);
        writer.WriteString("queue"u8, job.Queue);
        writer.WriteString("type"u8, job.Type);
        writer.WriteString("name"u8, job.Name);
        writer.WriteString("publisherId"u8, job.Tenant);
        writer.WriteString("state"u8, job.State.ToName());
        writer.WriteString("createdAt"u8, job.CreatedAt);
        WriteInstant(writer, "finishedAt", job.FinishedAt);
        Write(writer, "namedIn", places);
        Write(writer, "data", job.Arguments);
        Write(writer, "result", job.Result);
        writer.WriteString("notifyEmail"u8, job.Notify?.Email);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ScheduleRecord schedule, string[] places)
    {
        writer.WriteStartObject();
        writer.WriteString("scheduleId"u8, schedule.Id);
        writer.WriteString("name"u8, schedule.Definition.Name);
        writer.WriteString("queue"u8, schedule.Definition.Queue);
        writer.WriteString("jobName"u8, schedule.Definition.JobName);
        writer.WriteString("publisherId"u8, schedule.Tenant);
        writer.WriteString("createdAt"u8, schedule.CreatedAt);
        Write(writer, "namedIn", places);
        Write(writer, "data", schedule.Definition.Data);
        Write(writer, "options", schedule.Definition.Options);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, JobAuditEntry line)
    {
        writer.WriteStartObject();
        writer.WriteString("at"u8, line.At);
        writer.WriteString("actor"u8, line.Actor.Name);
        writer.WriteString("origin"u8, line.Actor.Origin);
        writer.WriteString("action"u8, line.Action);
        writer.WriteString("queue"u8, line.Queue);
        writer.WriteString("jobId"u8, line.JobId);
        writer.WriteString("publisherId"u8, line.Tenant);
        writer.WriteString("detail"u8, line.Detail);
        writer.WriteEndObject();
    }

    private static void WriteInstant(Utf8JsonWriter writer, string name, DateTimeOffset? instant)
    {
        if (instant is { } value)
        {
            writer.WriteString(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, string[] texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, string? json)
    {
        writer.WritePropertyName(name);
        if (json is null)
        {
            writer.WriteNullValue();
            return;
        }

        using var document = JsonDocument.Parse(json);
        document.RootElement.WriteTo(writer);
    }
}
