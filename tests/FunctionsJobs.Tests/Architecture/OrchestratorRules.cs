using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Tests.Architecture;

/// <summary>What orchestrator code must not use, since a replay would not see the same again.</summary>
internal static class OrchestratorRules
{
    private static readonly string[] BannedTypes =
    [
        "System.Random", "System.Environment", "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Net.Http.HttpClient",
        "System.IO.File", "System.IO.Directory", "System.Threading.Thread", "System.Threading.Timer", "System.Threading.PeriodicTimer",
        "System.Threading.SemaphoreSlim", "System.Threading.ThreadPool", "System.Threading.Tasks.Parallel",
        "System.Threading.Tasks.TaskFactory", "System.Threading.Tasks.TaskCompletionSource", "System.Security.Cryptography.RandomNumberGenerator",
        // Their order is not promised.
        "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.HashSet`1", "System.Collections.Concurrent.ConcurrentDictionary`2",
        "System.Collections.Concurrent.ConcurrentBag`1",
        "Microsoft.Extensions.Options.IOptions`1", "Microsoft.Extensions.Configuration.IConfiguration", "System.IServiceProvider",
    ];

    private static readonly string[] BannedMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7",
        "System.Threading.Tasks.Task.Run", "System.Threading.Tasks.Task.Delay", "System.Threading.Tasks.Task.Wait",
        "System.Threading.Tasks.Task.WaitAsync", "System.Threading.Tasks.Task.ConfigureAwait", "System.Threading.Tasks.Task.ContinueWith",
        "System.Threading.Tasks.Task.Yield", "System.Threading.Tasks.Task`1.ConfigureAwait", "System.Threading.Tasks.Task`1.ContinueWith",
        "System.Threading.Tasks.Task`1.WaitAsync", "System.Threading.Tasks.Task`1.get_Result",
        "System.String.GetHashCode", "System.Object.GetHashCode",
        "System.Linq.ParallelEnumerable.AsParallel",
    ];

    /// <summary>What the type breaks; empty when it keeps to the rules.</summary>
    public static IReadOnlyList<string> Breaches(Type type)
    {
        var breaches = MethodCalls.Of(type).Select(Name).Where(IsBanned).Select(member => $"{type.Name} uses {member}").ToList();
        breaches.AddRange(type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => !field.IsLiteral && !field.IsInitOnly)
            .Select(field => $"{type.Name} has the mutable static field {field.Name}"));
        return [.. breaches.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether a type holds an orchestrator function.</summary>
    public static bool IsOrchestrator(Type type) => OrchestratorMethods(type).Any();

    /// <summary>The orchestrator functions of a type.</summary>
    public static IEnumerable<MethodInfo> OrchestratorMethods(Type type) =>
        type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(method => method.GetParameters().Any(parameter => parameter.GetCustomAttribute<OrchestrationTriggerAttribute>() is not null));

    private static bool IsBanned(string member) =>
        BannedMembers.Contains(member) || BannedTypes.Any(type => member == type || member.StartsWith(type + ".", StringComparison.Ordinal));

    private static string Name(MemberInfo member)
    {
        var type = member as Type ?? member.DeclaringType!;
        var name = type.IsGenericType ? type.GetGenericTypeDefinition().FullName! : type.FullName ?? type.Name;
        return member is Type ? name : $"{name}.{member.Name}";
    }
}
