using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Configuration;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>One method being read as a function; problems are collected, so that a start names them all.</summary>
internal sealed class FunctionReadContext(
    string name, MethodInfo method, ParameterInfo triggerParameter, HostSettings host, SettingReferences settings, ICollection<string> problems)
{
    public string Name { get; } = name;

    public MethodInfo Method { get; } = method;

    public ParameterInfo TriggerParameter { get; } = triggerParameter;

    public TriggerBindingAttribute Trigger { get; } = triggerParameter.GetCustomAttribute<TriggerBindingAttribute>()!;

    public HostSettings Host { get; } = host;

    public void Report(string problem) => problems.Add($"{Name} ({Method.DeclaringType?.Name}.{Method.Name}): {problem}");

    /// <summary>Replaces <c>%Name%</c>; a setting that is missing is reported with the parameter that asked for it.</summary>
    public string Resolve(string text, ParameterInfo parameter)
    {
        var missing = new List<string>();
        var resolved = settings.Resolve(text, missing);
        foreach (var setting in missing)
        {
            Report($"parameter '{parameter.Name}' needs the setting '{setting}', which is not set.");
        }

        return resolved;
    }
}
