namespace FunctionsJobs.Embedded.Tests.Api;

/// <summary>
/// What the embedded host declares under <c>Microsoft.*</c> exists in the real packages, in name, signature, default values and
/// nullability. It may declare less, never more and nothing else.
/// </summary>
public sealed class ApiSurfaceTests
{
    private static readonly IReadOnlyDictionary<string, ApiType> Reference = ApiReference.Load();

    private static IEnumerable<ApiType> Declared =>
        ApiListing.Of(typeof(FunctionsJobs.Embedded.Storage.ITaskHubStore).Assembly)
            .Where(t => t.Name.StartsWith("Microsoft.", StringComparison.Ordinal));

    [Fact]
    public void PublicApi_WhenComparedWithTheRealPackages_DeclaresNothingElse()
    {
        var differences = Declared.SelectMany(Differences).ToList();

        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences)}");
    }

    [Fact]
    public void PublicApi_WhenListed_HasTheTypesAFunctionAppNeeds()
    {
        var names = Declared.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("Microsoft.Azure.Functions.Worker.FunctionAttribute", names);
        Assert.Contains("Microsoft.Azure.Functions.Worker.Builder.FunctionsApplication", names);
        Assert.Contains("Microsoft.DurableTask.TaskOrchestrationContext", names);
        Assert.Contains("Microsoft.DurableTask.Client.DurableTaskClient", names);
    }

    [Fact]
    public void Namespaces_WhenListed_AreTheRealOnesOrTheHostsOwn()
    {
        var foreign = ApiListing.Of(typeof(FunctionsJobs.Embedded.Storage.ITaskHubStore).Assembly)
            .Select(t => t.Name)
            .Where(n => !n.StartsWith("Microsoft.", StringComparison.Ordinal)
                && !n.StartsWith("FunctionsJobs.Embedded.", StringComparison.Ordinal)
                && !n.StartsWith("DurableTask.Core.", StringComparison.Ordinal));

        Assert.Empty(foreign);
    }

    private static IEnumerable<string> Differences(ApiType declared)
    {
        if (!Reference.TryGetValue(declared.Name, out var real))
        {
            yield return $"{declared.Name}: the real packages have no such public type";
            yield break;
        }

        if (declared.Kind != real.Kind)
        {
            yield return $"{declared.Name}: is a {declared.Kind}, really a {real.Kind}";
        }

        if (declared.Constraints != real.Constraints)
        {
            yield return $"{declared.Name}: constraints '{declared.Constraints}', really '{real.Constraints}'";
        }

        foreach (var extra in declared.Bases.Except(real.Bases))
        {
            yield return $"{declared.Name}: base {extra} is not among [{string.Join(", ", real.Bases)}]";
        }

        foreach (var member in declared.Members.Except(real.Members))
        {
            yield return $"{declared.Name}: {member}{Nearest(member, real)}";
        }
    }

    private static string Nearest(string member, ApiType real)
    {
        var name = member.Split('(')[0].Split(' ')[^1];
        var candidates = real.Members.Where(m => m.Split('(')[0].Split(' ')[^1] == name).ToList();
        return candidates.Count == 0 ? "" : $"\n    really: {string.Join("\n            ", candidates)}";
    }
}
