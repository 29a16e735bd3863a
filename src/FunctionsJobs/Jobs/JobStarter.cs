using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Jobs;

/// <summary>The starter of a job type that has a contract and plans its work from it.</summary>
/// <typeparam name="TContract">The shape of the data, as sent.</typeparam>
/// <typeparam name="TPlan">What the orchestrator needs to know: checked values, and the options that matter, copied.</typeparam>
internal abstract class JobStarter<TContract, TPlan> : IJobStarter
    where TContract : class
    where TPlan : class
{
    /// <inheritdoc/>
    public abstract string Queue { get; }

    /// <inheritdoc/>
    public abstract string Type { get; }

    /// <inheritdoc/>
    public abstract bool IsQueueDefault { get; }

    /// <inheritdoc/>
    public virtual bool IsProgramWide => false;

    /// <inheritdoc/>
    public abstract string OrchestratorName { get; }

    /// <inheritdoc/>
    public abstract int DefaultPriority { get; }

    /// <inheritdoc/>
    public abstract JobPolicy DefaultPolicy { get; }

    /// <inheritdoc/>
    public JsonTypeInfo Contract => ContractJson;

    /// <summary>Where the publisher stands in a submission, for errors.</summary>
    protected virtual string TenantPath => "$.data.publisherId";

    /// <summary>Generated metadata of the contract.</summary>
    protected abstract JsonTypeInfo<TContract> ContractJson { get; }

    /// <inheritdoc/>
    public JobArguments? Read(JsonElement data, FieldErrors errors)
    {
        if (JobData.Read(data, ContractJson, "$.data", errors) is not { } contract || Plan(contract, errors) is null)
        {
            return null;
        }

        return new JobArguments(CanonicalJson.Write(data), TenantOf(contract), TenantPath, LimitKeyOf(contract)) { Priority = PriorityOf(contract) };
    }

    /// <inheritdoc/>
    /// <exception cref="JobFaultException">The stored arguments are not valid any more: a limit was lowered since they were accepted.</exception>
    public object CreateRun(JobRecord job)
    {
        var errors = new FieldErrors();
        using var arguments = JsonDocument.Parse(job.Arguments);
        var contract = JobData.Read(arguments.RootElement, ContractJson, "$.data", errors);
        if (contract is null || Plan(contract, errors) is not { } plan)
        {
            var (field, messages) = errors.ToDictionary().First();
            throw new JobFaultException(JobFault.Data("invalid_arguments", $"{field} {messages[0]}"));
        }

        return new JobRun<TPlan>
        {
            JobId = job.Id,
            Policy = job.Policy,
            Plan = BindTo(plan, job.Tenant),
            AttemptsBefore = job.AttemptsBefore,
            Waits = job.State != JobState.Running,
        };
    }

    /// <summary>Checks what a shape cannot say and plans the work; notes by path (<c>$.data.…</c>) what is wrong and answers null.</summary>
    protected abstract TPlan? Plan(TContract contract, FieldErrors errors);

    /// <summary>The publisher the job is for, or null.</summary>
    protected abstract string? TenantOf(TContract contract);

    /// <summary>The priority that the data asks for, 0 to 100, or null.</summary>
    protected virtual int? PriorityOf(TContract contract) => null;

    /// <summary>What the queue's limit per key counts the job by where that is not its publisher, such as the host it calls; or null.</summary>
    protected virtual string? LimitKeyOf(TContract contract) => null;

    /// <summary>
    /// The plan of a job that belongs to a tenant, or to none (null). Data that names no publisher means that of the caller: such a job type has to plan for
    /// the tenant the job was given, and never for all.
    /// </summary>
    protected virtual TPlan BindTo(TPlan plan, string? tenant) => plan;
}
