using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Binding;

namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>Knows one kind of trigger: its attribute and the parameters a function of that kind may have.</summary>
internal interface ITriggerReader
{
    /// <summary>Checks the trigger; <see langword="null"/> after a report.</summary>
    FunctionTrigger? ReadTrigger(FunctionReadContext context);

    /// <summary>Chooses how a parameter gets its value; <see langword="null"/> after a report.</summary>
    ParameterBinder? CreateBinder(FunctionReadContext context, ParameterInfo parameter);
}
