using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Binding;
using FunctionsJobs.Embedded.Hosting.Discovery;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Timers;

/// <summary>Timer functions: the schedule, and the timer's state as a parameter.</summary>
internal sealed class TimerTriggerReader(TimeProvider time, TimeZoneInfo zone) : ITriggerReader
{
    public FunctionTrigger? ReadTrigger(FunctionReadContext context)
    {
        var attribute = (TimerTriggerAttribute)context.Trigger;
        var expression = context.Resolve(attribute.Schedule ?? "", context.TriggerParameter).Trim();
        if (!TimerScheduleParser.TryParse(expression, zone, time.GetUtcNow(), out var schedule, out var problem))
        {
            context.Report(problem!);
            return null;
        }

        var retry = context.Method.GetCustomAttribute<RetryAttribute>() is { } declared ? RetryPlan.Of(declared) : null;
        return new TimerTrigger(schedule!, expression, attribute.UseMonitor && !schedule!.IsSubMinute, attribute.RunOnStartup, retry);
    }

    public ParameterBinder? CreateBinder(FunctionReadContext context, ParameterInfo parameter)
    {
        if (parameter == context.TriggerParameter && parameter.ParameterType == typeof(TimerInfo))
        {
            return new TriggerValueBinder();
        }

        context.Report(parameter == context.TriggerParameter
            ? $"parameter '{parameter.Name}': [TimerTrigger] binds a {nameof(TimerInfo)}, not a {parameter.ParameterType.Name}."
            : $"parameter '{parameter.Name}' of type {parameter.ParameterType.Name} cannot be bound: besides its {nameof(TimerInfo)} a timer function takes a FunctionContext, a CancellationToken, and bindings.");
        return null;
    }
}
