using System.Collections.Immutable;
using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Hosting.Binding;

/// <summary>Binds through a converter of the app, created once.</summary>
internal sealed class ConverterBinder(ParameterInfo parameter, Type converterType) : ParameterBinder
{
    private readonly string _name = parameter.Name!;
    private readonly Type _target = parameter.ParameterType;
    private readonly object? _default = parameter.HasDefaultValue ? parameter.DefaultValue : null;
    private readonly bool _isOptional = parameter.HasDefaultValue || !parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null;
    private IInputConverter? _converter;

    public override bool IsAsync => true;

    public override object? Bind(InvocationContext context) => throw new NotSupportedException("A converter binds asynchronously.");

    public override async ValueTask<object?> BindAsync(InvocationContext context)
    {
        _converter ??= (IInputConverter)ActivatorUtilities.GetServiceOrCreateInstance(context.Runtime.Services, converterType);
        var result = await _converter.ConvertAsync(new Request(context, _name, _target));
        return result.Status switch
        {
            ConversionStatus.Succeeded => result.Value,
            ConversionStatus.Failed => throw new ParameterBindingException(_name, "the value could not be converted.", innerException: result.Error),
            _ => _isOptional ? _default : throw new ParameterBindingException(_name, "a value is required."),
        };
    }

    private sealed class Request(InvocationContext context, string name, Type target) : ConverterContext
    {
        public override Type TargetType { get; } = target;

        public override object? Source => context.BindingContext.BindingData.GetValueOrDefault(name);

        public override FunctionContext FunctionContext => context;

        public override IReadOnlyDictionary<string, object> Properties => ImmutableDictionary<string, object>.Empty;
    }
}
