using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Jobs.Proof;

/// <summary>A job type in a queue beside the program's own.</summary>
internal sealed class ProofStarter(string queue, bool isQueueDefault) : JobStarter<ProofContract, ProofContract>
{
    public override string Queue => queue;

    public override string Type => "proof";

    public override bool IsQueueDefault => isQueueDefault;

    public override string OrchestratorName => nameof(ProofOrchestrator);

    public override int DefaultPriority => 50;

    public override JobPolicy DefaultPolicy => JobPolicy.Default;

    protected override JsonTypeInfo<ProofContract> ContractJson => ProofJson.Default.ProofContract;

    protected override ProofContract Plan(ProofContract contract, FieldErrors errors) => contract;

    protected override string TenantOf(ProofContract contract) => contract.PublisherId;
}
