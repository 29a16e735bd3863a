using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Invocation;

namespace FunctionsJobs.Embedded.Hosting.Binding;

/// <summary>Binds the input of an activity.</summary>
internal sealed class ActivityInputBinder(ParameterInfo parameter) : ParameterBinder
{
    private readonly string _name = parameter.Name!;
    private readonly Type _type = parameter.ParameterType;

    public override object? Bind(InvocationContext context)
    {
        var activity = (ActivityInvocationContext)context;
        var value = activity.Call.Input is { } input ? activity.Converter.Deserialize(input, _type) : null;
        return value is null && _type.IsValueType && Nullable.GetUnderlyingType(_type) is null
            ? throw new ParameterBindingException(_name, "the activity was called without the input it needs.")
            : value;
    }
}
