namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the parts of the pipeline offer each other within one invocation, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    void Set<T>(T instance);

    T? Get<T>();
}
