using System.Security.Cryptography;
using System.Text;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.Mail;
using FunctionsJobs.Notices;
using FunctionsJobs.Security;

namespace FunctionsJobs.Queues;

/// <summary>Turns a submission into a job that the store can accept.</summary>
public sealed class JobSubmitter
{
    private const int MaxNameLength = 128;
    private const int MaxWebhookLength = 2048;

    private readonly JobTypeCatalogue _catalogue;
    private readonly WebhookSender _webhooks;
    private readonly TimeProvider _time;

    public JobSubmitter(JobTypeCatalogue catalogue, WebhookSender webhooks, TimeProvider time) =>
        (_catalogue, _webhooks, _time) = (catalogue, webhooks, time);

    /// <summary>Checks a submission as its job type asks, and answers the job to accept; notes by path what is wrong with it and answers null.</summary>
    /// <param name="queue">The canonical name of a queue that exists.</param>
    /// <param name="request">The body.</param>
    /// <param name="caller">Who submits: one who is bound to a publisher submits for that one only, and its jobs without a publisher become that one's.</param>
    /// <param name="idempotencyKey">The caller's key, or null.</param>
    /// <param name="errors">Takes what is wrong.</param>
    internal NewJob? Prepare(string queue, SubmitJobRequest request, Caller caller, string? idempotencyKey, FieldErrors errors)
    {
        if (request.JobName.Length is 0 or > MaxNameLength || request.JobName.Any(char.IsControl))
        {
            errors.Add("$.jobName", $"must be 1 to {MaxNameLength} characters without control characters");
        }

        var options = request.Options is { } given
            ? JobData.Read(given, QueueJson.Default.SubmitJobOptions, "$.options", errors)
            : new SubmitJobOptions();
        options?.Validate(errors);
        var type = _catalogue.Resolve(queue, request.JobName);
        if (type.IsProgramWide && caller.Tenant is not null)
        {
            errors.Forbid("$.jobName", "must not name a job that concerns all publishers: the caller is bound to one");
            return null;
        }

        var arguments = type.Read(request.Data, errors);
        if (!errors.IsEmpty || options is null || arguments is null)
        {
            return null;
        }

        if (arguments.Tenant is not null && !caller.MayUse(arguments.Tenant))
        {
            errors.Forbid(arguments.TenantPath, "must be the publisher that the caller is bound to");
            return null;
        }

        var tenant = arguments.Tenant ?? caller.Tenant;
        var notify = ReadNotify(options.Notify, tenant, errors);
        if (!errors.IsEmpty)
        {
            return null;
        }

        return new NewJob
        {
            Id = options.JobId ?? JobId.New(_time),
            Queue = queue,
            Type = type.Type,
            Name = request.JobName,
            Tenant = tenant,
            Arguments = arguments.Json,
            Priority = options.Priority ?? arguments.Priority ?? type.DefaultPriority,
            Policy = options.ApplyTo(type.DefaultPolicy),
            RunAt = options.RunAtFrom(_time.GetUtcNow()),
            LimitKey = arguments.LimitKey ?? tenant ?? "",
            UniqueFor = options.UniqueFor is { } window ? TimeSpan.FromMilliseconds(window) : null,
            DependsOn = options.DependsOn ?? [],
            DependencyPolicy = DependencyPolicyNames.TryParse(options.OnDependencyFailure, out var policy) ? policy : DependencyPolicy.Fail,
            Tags = options.Tags ?? [],
            Notify = notify,
            Actor = caller.Actor,
            Idempotency = idempotencyKey is null ? null : new IdempotencyKey(caller.Id, idempotencyKey, Hash(queue, request, arguments)),
        };
    }

    private JobNotify? ReadNotify(SubmitJobNotify? notify, string? tenant, FieldErrors errors)
    {
        if (notify is not { } given || (given.Email is null && given.Webhook is null))
        {
            return null;
        }

        if (given.Email is not null && MailRules.RefuseAddress(given.Email) is { } badAddress)
        {
            errors.Add("$.options.notify.email", badAddress);
        }

        if (given.Webhook is not null)
        {
            var reason = given.Webhook.Length > MaxWebhookLength || !Uri.TryCreate(given.Webhook, UriKind.Absolute, out var address)
                ? $"must be an absolute http or https address of at most {MaxWebhookLength} characters"
                : _webhooks.Refuse(address, tenant);
            if (reason is not null)
            {
                errors.Add("$.options.notify.webhook", reason);
            }
        }

        return new JobNotify(given.Email, given.Webhook);
    }

    /// <summary>What makes two submissions the same request: all of it, in canonical form.</summary>
    private static string Hash(string queue, SubmitJobRequest request, JobArguments arguments)
    {
        var options = request.Options is { } given ? CanonicalJson.Write(given) : "";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{queue}\n{request.JobName}\n{arguments.Json}\n{options}")));
    }
}
