using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Binding;
using FunctionsJobs.Embedded.Hosting.Configuration;
using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>Turns methods into functions and reports what stands in the way.</summary>
internal sealed class FunctionReader(HostSettings host, SettingReferences settings, IReadOnlyDictionary<Type, ITriggerReader> triggers, ICollection<string> problems)
{
    /// <returns>The function, or <see langword="null"/> when a problem was reported.</returns>
    public FunctionDescriptor? Read(MethodInfo method, FunctionAttribute function)
    {
        var before = problems.Count;
        var place = $"{method.DeclaringType?.Name}.{method.Name}";
        if (FunctionNameRules.Violation(function.Name) is { } violation)
        {
            problems.Add($"{place}: {violation}");
        }

        if (FindTrigger(method, function.Name, place) is not { } triggerParameter)
        {
            return null;
        }

        var context = new FunctionReadContext(function.Name, method, triggerParameter, host, settings, problems);
        if (!triggers.TryGetValue(context.Trigger.GetType(), out var reader))
        {
            context.Report($"the trigger {context.Trigger.GetType().Name} is not one this host runs.");
            return null;
        }

        MethodRules.Check(context);
        var trigger = reader.ReadTrigger(context);
        var binders = method.GetParameters().Select(parameter => CreateBinder(context, reader, parameter)).ToList();
        if (problems.Count > before || trigger is null || binders.Contains(null))
        {
            return null;
        }

        return new FunctionDescriptor
        {
            Name = function.Name,
            Method = method,
            Trigger = trigger,
            TriggerParameter = triggerParameter,
            Binders = [.. binders.OfType<ParameterBinder>()],
            Call = new MethodCall(method),
            Definition = new EmbeddedFunctionDefinition(function.Name, method, Bindings(method, triggerParameter, trigger)),
            IsDisabled = settings.IsDisabled(function.Name),
        };
    }

    private ParameterInfo? FindTrigger(MethodInfo method, string name, string place)
    {
        var found = method.GetParameters().Where(parameter => parameter.GetCustomAttributes<TriggerBindingAttribute>().Any()).ToList();
        if (found.Count == 1)
        {
            return found[0];
        }

        problems.Add(found.Count == 0
            ? $"{name} ({place}): no parameter has a trigger attribute."
            : $"{name} ({place}): a function has one trigger, not {found.Count} ({string.Join(", ", found.Select(parameter => parameter.Name))}).");
        return null;
    }

    private static ParameterBinder? CreateBinder(FunctionReadContext context, ITriggerReader reader, ParameterInfo parameter)
    {
        if (parameter.ParameterType.IsByRef || parameter.ParameterType.IsPointer)
        {
            context.Report($"parameter '{parameter.Name}' must not be passed by reference.");
            return null;
        }

        return CommonBinders.Create(context, parameter) ?? reader.CreateBinder(context, parameter);
    }

    private static IEnumerable<FunctionBinding> Bindings(MethodInfo method, ParameterInfo triggerParameter, FunctionTrigger trigger)
    {
        yield return new FunctionBinding(triggerParameter.Name!, trigger.BindingType, BindingDirection.In);
        foreach (var parameter in method.GetParameters().Where(parameter => parameter.IsDefined(typeof(DurableClientAttribute))))
        {
            yield return new FunctionBinding(parameter.Name!, "durableClient", BindingDirection.In);
        }

        if (trigger.Kind == FunctionKind.Http)
        {
            yield return new FunctionBinding("$return", "http", BindingDirection.Out);
        }
    }
}
