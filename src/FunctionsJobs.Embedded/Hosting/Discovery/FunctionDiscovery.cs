using FunctionsJobs.Embedded.Hosting.Configuration;
using FunctionsJobs.Embedded.Http;
using FunctionsJobs.Embedded.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>Finds the app's functions at start and checks them, one by one and against each other.</summary>
internal sealed class FunctionDiscovery(FunctionSource source, HostSettings host, IConfiguration configuration, TimerTriggerReader timers)
{
    /// <exception cref="HostStartException">A function is wrong; the message lists every problem of every function.</exception>
    public FunctionCatalog Discover()
    {
        var problems = new List<string>();
        var triggers = new Dictionary<Type, ITriggerReader>
        {
            [typeof(HttpTriggerAttribute)] = new HttpTriggerReader(),
            [typeof(TimerTriggerAttribute)] = timers,
            [typeof(OrchestrationTriggerAttribute)] = new OrchestrationTriggerReader(),
            [typeof(ActivityTriggerAttribute)] = new ActivityTriggerReader(),
            [typeof(EntityTriggerAttribute)] = new EntityTriggerReader(),
        };
        var reader = new FunctionReader(host, new SettingReferences(configuration), triggers, problems);
        var found = source.Find().Where(candidate => IsWanted(candidate.Function.Name)).ToList();
        ReportDuplicates(found.Select(candidate => (candidate.Function.Name, $"{candidate.Method.DeclaringType?.Name}.{candidate.Method.Name}")), "function name", problems);
        var functions = found
            .Select(candidate => reader.Read(candidate.Method, candidate.Function))
            .OfType<FunctionDescriptor>()
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        foreach (var kind in functions.Where(function => function.Trigger is DurableTrigger).GroupBy(function => function.Kind))
        {
            ReportDuplicates(kind.Select(function => (((DurableTrigger)function.Trigger).DurableName, function.Name)), $"name of an {kind.Key.ToString().ToLowerInvariant()}", problems);
        }

        RouteConflicts.Report(functions, problems);
        return problems.Count == 0 ? new FunctionCatalog(functions) : throw HostStartException.Of("The functions are not valid", problems);
    }

    private static void ReportDuplicates(IEnumerable<(string Name, string Place)> names, string what, List<string> problems)
    {
        foreach (var group in names.GroupBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            problems.Add($"the {what} '{group.Key}' is used more than once: {string.Join(", ", group.Select(entry => entry.Place))}.");
        }
    }

    private bool IsWanted(string? name) => host.Functions is null || host.Functions.Contains(name, StringComparer.OrdinalIgnoreCase);
}
