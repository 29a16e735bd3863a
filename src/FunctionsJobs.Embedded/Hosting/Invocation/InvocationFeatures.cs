using System.Collections;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>The features of one invocation: what was set, otherwise what its context offers itself.</summary>
internal sealed class InvocationFeatures(InvocationContext context) : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _features = [];

    public T? Get<T>()
        => _features.TryGetValue(typeof(T), out var feature) ? (T)feature
            : context is T own && typeof(T).IsInterface ? own
            : default;

    public void Set<T>(T instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        _features[typeof(T)] = instance;
    }

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
