using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.UserDataExport;

/// <summary>Checks the data of an export of a person's data.</summary>
internal sealed class UserDataExportStarter(IOptions<UserDataExportOptions> options) : JobStarter<UserDataExportContract, UserDataExportPlanContract>
{
    private const int MaxLength = 256;

    private readonly UserDataExportOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "data-export";

    /// <inheritdoc/>
    public override string Type => "user-data";

    /// <inheritdoc/>
    public override bool IsQueueDefault => false;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(UserDataExportOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 50;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => JobPolicy.Default with
    {
        Attempts = _options.Attempts,
        BackoffDelay = _options.BackoffDelay,
        Timeout = _options.AttemptTimeout,
    };

    /// <inheritdoc/>
    protected override JsonTypeInfo<UserDataExportContract> ContractJson => UserDataExportJson.Default.UserDataExportContract;

    /// <summary>None of its own: it is its caller's, and so is what is found.</summary>
    protected override string? TenantOf(UserDataExportContract contract) => null;

    /// <inheritdoc/>
    protected override UserDataExportPlanContract? Plan(UserDataExportContract contract, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(contract.UserId) || contract.UserId.Length > MaxLength || contract.UserId.Any(char.IsControl))
        {
            errors.Add("$.data.userId", $"must be 1 to {MaxLength} characters without control characters");
            return null;
        }

        return new UserDataExportPlanContract { UserId = contract.UserId };
    }
}
