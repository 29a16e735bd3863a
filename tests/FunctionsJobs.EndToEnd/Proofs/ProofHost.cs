using FunctionsJobs.Embedded.Hosting;
using FunctionsJobs.Jobs;
using FunctionsJobs.Jobs.Proof;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Security.Local;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FunctionsJobs.EndToEnd.Proofs;

/// <summary>The whole program in a process of its own, with one more job type in some queues.</summary>
internal static class ProofHost
{
    /// <summary>The first argument of this assembly's program that makes it this host.</summary>
    public const string Command = "proof-host";

    /// <summary>The setting that names the ledger's folder.</summary>
    public const string LedgerSetting = "PROOF_LEDGER";

    public static async Task RunAsync(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.UseFunctionsOf([.. typeof(JobModules).Assembly.GetTypes().Where(IsWanted), typeof(ProofOrchestrator), typeof(ProofActivity)]);
        builder.AddLocalTokens();
        builder.AddFunctionsJobs();
        builder.Services.AddSingleton(provider => CatalogueOf(provider.GetServices<IJobStarter>().ToList()));
        builder.Services.AddSingleton(new ProofLedger(builder.Configuration[LedgerSetting]!));
        await builder.Build().RunAsync();
    }

    /// <summary>All but the timers that submit or remove jobs.</summary>
    private static bool IsWanted(Type type) =>
        type == typeof(ReconcileJobsTimer)
        || !(type.Name.EndsWith("Timer", StringComparison.Ordinal) || type.Namespace?.StartsWith("FunctionsJobs.Schedules", StringComparison.Ordinal) == true);

    private static JobTypeCatalogue CatalogueOf(IReadOnlyCollection<IJobStarter> starters) => new(
    [
        .. starters,
        .. ProofQueues.All.Select(queue => new ProofStarter(queue.Name, isQueueDefault: starters.All(starter => starter.Queue != queue.Name))),
    ]);
}
