using System.Reflection;
using System.Reflection.Emit;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>Calls one method without reflection; the code is emitted at the first call.</summary>
internal sealed class MethodCall(MethodInfo method)
{
    private readonly Lazy<(Func<object?, object?[], object?> Call, MethodResult Result)> _code = new(() => (Emit(method), MethodResult.For(method)));

    /// <param name="instance">The object, or <see langword="null"/> for a static method.</param>
    /// <param name="arguments">One per parameter, of its type; <see langword="null"/> never stands for a value type.</param>
    public ValueTask<object?> InvokeAsync(object? instance, object?[] arguments)
    {
        var (call, result) = _code.Value;
        return result.ToObjectAsync(call(instance, arguments));
    }

    /// <summary>Calls a method without parameters that returns its value at once, such as a property's getter.</summary>
    public object? InvokeSynchronously(object instance) => _code.Value.Call(instance, []);

    private static Func<object?, object?[], object?> Emit(MethodInfo method)
    {
        var call = new DynamicMethod($"call {method.Name}", typeof(object), [typeof(object), typeof(object?[])], method.Module, skipVisibility: true);
        var il = call.GetILGenerator();
        if (!method.IsStatic)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Castclass, method.DeclaringType!);
        }

        var parameters = method.GetParameters();
        for (var index = 0; index < parameters.Length; index++)
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldc_I4, index);
            il.Emit(OpCodes.Ldelem_Ref);
            il.Emit(OpCodes.Unbox_Any, parameters[index].ParameterType);
        }

        il.Emit(method.IsVirtual ? OpCodes.Callvirt : OpCodes.Call, method);
        if (method.ReturnType == typeof(void))
        {
            il.Emit(OpCodes.Ldnull);
        }
        else if (method.ReturnType.IsValueType)
        {
            il.Emit(OpCodes.Box, method.ReturnType);
        }

        il.Emit(OpCodes.Ret);
        return call.CreateDelegate<Func<object?, object?[], object?>>();
    }
}
