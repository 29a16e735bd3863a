using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>Creates one object per invocation, its constructor's arguments taken from the invocation's scope.</summary>
internal sealed class FunctionActivator : IFunctionActivator
{
    private readonly ConcurrentDictionary<Type, ObjectFactory> _factories = new();

    public object? CreateInstance(Type instanceType, FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(instanceType);
        ArgumentNullException.ThrowIfNull(context);
        return _factories.GetOrAdd(instanceType, static type => ActivatorUtilities.CreateFactory(type, []))(context.InstanceServices, null);
    }
}
