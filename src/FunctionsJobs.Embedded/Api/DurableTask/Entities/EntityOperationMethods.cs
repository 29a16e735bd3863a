using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask.Entities;

/// <summary>The methods of a class that are operations: what a caller from outside may reach by name.</summary>
/// <remarks>
/// Operations are the public instance methods that the app declares: in the class itself, or in base classes of the app's. Deliberately
/// narrower than the real package, which also reaches what a class inherits from the runtime or has from the compiler: no operations are the
/// members of <see cref="object"/> (overridden ones included), property and event accessors, what the compiler makes for records, methods of
/// base classes of the runtime or of this host, the entry point <see cref="ITaskEntity.RunAsync"/> and disposal.
/// </remarks>
internal sealed class EntityOperationMethods
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<Type, EntityOperationMethods> s_known = new();

    private readonly Dictionary<string, List<MethodInfo>> _methods = new(StringComparer.OrdinalIgnoreCase);

    private EntityOperationMethods(Type type)
    {
        for (var level = type; level is not null && (level == type || IsOfApp(level)); level = level.BaseType)
        {
            foreach (var method in level.GetMethods(Declared).Where(IsOperation))
            {
                Add(method);
            }
        }
    }

    public static EntityOperationMethods Of(Type type) => s_known.GetOrAdd(type, static key => new EntityOperationMethods(key));

    /// <summary>The method of an operation, found without regard to case; <see langword="null"/> when there is none.</summary>
    /// <exception cref="AmbiguousMatchException">There are several.</exception>
    public MethodInfo? Find(string operation) => _methods.TryGetValue(operation, out var methods)
        ? methods is [var only] ? only : throw new AmbiguousMatchException($"Entity operation '{operation}' is ambiguous: {string.Join(", ", methods)}.")
        : null;

    // A base class is one of the app's unless it belongs to the runtime or to this host.
    private static bool IsOfApp(Type type) =>
        type.Assembly != typeof(EntityOperationMethods).Assembly
        && type.Assembly.GetName().Name is { } name
        && !name.StartsWith("System.", StringComparison.Ordinal)
        && name is not ("mscorlib" or "netstandard");

    private static bool IsOperation(MethodInfo method) =>
        !method.IsSpecialName
        && !method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && method.GetBaseDefinition() is var origin
        && (origin == method || IsOfApp(origin.DeclaringType!))
        && !Implements(method, typeof(ITaskEntity))
        && !Implements(method, typeof(IDisposable))
        && !Implements(method, typeof(IAsyncDisposable));

    private static bool Implements(MethodInfo method, Type contract) =>
        contract.IsAssignableFrom(method.DeclaringType) && method.DeclaringType!.GetInterfaceMap(contract).TargetMethods.Contains(method);

    // What a derived class overrides or hides is not reached.
    private void Add(MethodInfo method)
    {
        if (!_methods.TryGetValue(method.Name, out var methods))
        {
            _methods.Add(method.Name, methods = []);
        }

        if (!methods.Exists(nearer => nearer.Name == method.Name && Signature(nearer).SequenceEqual(Signature(method))))
        {
            methods.Add(method);
        }
    }

    private static IEnumerable<Type> Signature(MethodInfo method) => method.GetParameters().Select(parameter => parameter.ParameterType);
}
