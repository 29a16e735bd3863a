using FunctionsJobs.Jobs;
using FunctionsJobs.Lifecycle;
using Microsoft.DurableTask;

namespace FunctionsJobs.Tests.Architecture;

public class OrchestratorRulesTests
{
    private static readonly Type[] Orchestrators = [.. typeof(JobModules).Assembly.GetTypes().Where(OrchestratorRules.IsOrchestrator)];

    // Code of this program that orchestrators run in.
    private static readonly Type[] Shared = [typeof(JobLifecycle), typeof(JobAttempt), typeof(JobParts<>), typeof(JobBackoff), typeof(JobFaultDetails), typeof(JobFaultWire)];

    public static TheoryData<Type> OrchestratorCode() => new(Orchestrators.Concat(Shared));

    [Theory]
    [MemberData(nameof(OrchestratorCode))]
    public void OrchestratorCode_KeepsToTheRules(Type type)
    {
        Assert.Empty(OrchestratorRules.Breaches(type));
    }

    [Fact]
    public void Orchestrators_AreStaticAndTakeTheContextAndOneRecord()
    {
        Assert.NotEmpty(Orchestrators);
        Assert.All(Orchestrators.SelectMany(OrchestratorRules.OrchestratorMethods), method =>
        {
            Assert.True(method.IsStatic);
            Assert.True(method.DeclaringType is { IsAbstract: true, IsSealed: true });
            Assert.Collection(
                method.GetParameters(),
                context => Assert.Equal(typeof(TaskOrchestrationContext), context.ParameterType),
                input => Assert.NotNull(input.ParameterType.GetMethod("<Clone>$")));
        });
    }

    [Fact]
    public void Breaches_OfAnOrchestratorThatBreaksThem_NamesEach()
    {
        string[] expected =
        [
            "BreachingCode has the mutable static field s_runs",
            "BreachingCode uses System.Collections.Generic.Dictionary`2..ctor",
            "BreachingCode uses System.Environment.get_MachineName",
            "BreachingCode uses System.Threading.Tasks.Task.Run",
            "BreachingCode uses System.TimeProvider.GetUtcNow",
            "BreachingCode uses System.TimeProvider.get_System",
        ];

        Assert.Equal(expected, OrchestratorRules.Breaches(typeof(BreachingCode)));
    }

    private static class BreachingCode
    {
        private static int s_runs;

        public static async Task<string> RunAsync()
        {
            s_runs++;
            await Task.Run(() => new Dictionary<string, string>());
            return $"{TimeProvider.System.GetUtcNow()} {Environment.MachineName} {s_runs}";
        }
    }
}
