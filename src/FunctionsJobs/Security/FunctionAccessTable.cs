using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Security;

/// <summary>Finds what functions declare about their callers, each once.</summary>
internal sealed class FunctionAccessTable
{
    private readonly ConcurrentDictionary<string, FunctionAccess> _functions = new(StringComparer.Ordinal);

    /// <summary>What the function declares.</summary>
    /// <exception cref="InvalidOperationException">It declares nothing, or its method was not found: nobody may call it.</exception>
    public FunctionAccess Of(FunctionDefinition function) => _functions.TryGetValue(function.Id, out var known)
        ? known
        : _functions.GetOrAdd(function.Id, Find(function));

    private static FunctionAccess Find(FunctionDefinition function)
    {
        var dot = function.EntryPoint.LastIndexOf('.');
        var assembly = Path.GetFileNameWithoutExtension(function.PathToAssembly);
        var type = AppDomain.CurrentDomain.GetAssemblies()
            .FirstOrDefault(candidate => candidate.GetName().Name == assembly)?
            .GetType(function.EntryPoint[..Math.Max(dot, 0)]);
        var method = type?.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public)
            .SingleOrDefault(candidate => candidate.Name == function.EntryPoint[(dot + 1)..]
                && candidate.GetCustomAttribute<FunctionAttribute>()?.Name == function.Name);
        return (method is null ? null : FunctionAccess.Of(method))
            ?? throw new InvalidOperationException($"The function '{function.Name}' declares neither the role it requires nor that it is open to all.");
    }
}
