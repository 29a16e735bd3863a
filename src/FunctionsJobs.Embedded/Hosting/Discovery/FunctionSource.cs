using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>Where functions are looked for.</summary>
internal sealed class FunctionSource
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly IReadOnlyList<MethodInfo> _methods;

    /// <param name="types">Types whose own methods may be functions.</param>
    public FunctionSource(IEnumerable<Type> types)
        : this([.. types.SelectMany(type => type.GetMethods(Declared))])
    {
    }

    private FunctionSource(IReadOnlyList<MethodInfo> methods) => _methods = methods;

    /// <summary>All types of the given assemblies.</summary>
    public static FunctionSource Of(IEnumerable<Assembly> assemblies) => new(
        [.. assemblies.Distinct().SelectMany(assembly => FunctionMethods.Of(assembly) ?? assembly.GetTypes().SelectMany(type => type.GetMethods(Declared)))]);

    /// <summary>The program's assembly, and what it references that is itself written against this host.</summary>
    public static FunctionSource OfProgram()
    {
        var entry = Assembly.GetEntryAssembly();
        return entry is null ? new FunctionSource(Array.Empty<MethodInfo>()) : Of(Reachable(entry));
    }

    public IEnumerable<(MethodInfo Method, FunctionAttribute Function)> Find()
        => from method in _methods
           let function = method.GetCustomAttribute<FunctionAttribute>(inherit: false)
           where function is not null
           select (method, function);

    private static IEnumerable<Assembly> Reachable(Assembly entry)
    {
        var host = typeof(FunctionAttribute).Assembly.GetName().Name;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var waiting = new Queue<Assembly>([entry]);
        while (waiting.TryDequeue(out var assembly))
        {
            var references = assembly.GetReferencedAssemblies();
            if (assembly != entry && !references.Any(reference => reference.Name == host))
            {
                continue;
            }

            yield return assembly;
            foreach (var reference in references.Where(reference => MayHoldFunctions(reference.Name) && seen.Add(reference.Name!)))
            {
                waiting.Enqueue(Assembly.Load(reference));
            }
        }

        // Loading the framework's assemblies to learn that they hold no functions would cost most of the start.
        bool MayHoldFunctions(string? name)
            => name is not null && name != host
                && !name.StartsWith("System", StringComparison.Ordinal)
                && !name.StartsWith("Microsoft.", StringComparison.Ordinal)
                && name is not ("netstandard" or "mscorlib");
    }
}
