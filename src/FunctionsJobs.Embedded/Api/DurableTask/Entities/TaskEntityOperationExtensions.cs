using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Microsoft.DurableTask.Entities;

/// <summary>Dispatch of entity operations to methods.</summary>
public static class TaskEntityOperationExtensions
{
    /// <summary>
    /// Calls the method of <paramref name="target"/> that has the operation's name, without regard to case. Its parameters are at most one
    /// input and at most one <see cref="TaskEntityContext"/>. Which methods are operations, <see cref="EntityOperationMethods"/> says.
    /// </summary>
    /// <returns><see langword="false"/> when there is no such method.</returns>
    /// <exception cref="AmbiguousMatchException">The method is overloaded.</exception>
    internal static bool TryDispatch(this TaskEntityOperation operation, object target, out object? result, out Type returnType)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(target);
        if (EntityOperationMethods.Of(target.GetType()).Find(operation.Name) is not { } method)
        {
            result = null;
            returnType = typeof(void);
            return false;
        }

        var arguments = Bind(operation, method);
        try
        {
            result = method.Invoke(target, arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }

        returnType = method.ReturnType;
        return true;
    }

    private static object?[] Bind(TaskEntityOperation operation, MethodInfo method)
    {
        var parameters = method.GetParameters();
        var arguments = new object?[parameters.Length];
        ParameterInfo? input = null;
        ParameterInfo? context = null;
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            if (parameter.ParameterType == typeof(TaskEntityContext))
            {
                context = Once(context, parameter, "context");
                arguments[i] = operation.Context;
            }
            else
            {
                input = Once(input, parameter, "input");
                arguments[i] = Input(operation, method, parameter);
            }
        }

        return arguments;

        ParameterInfo Once(ParameterInfo? bound, ParameterInfo parameter, string what) => bound is null
            ? parameter
            : throw new InvalidOperationException($"Error dispatching {operation} to '{method}': the {what} is bound to parameter '{bound}' already and cannot be bound to '{parameter}' as well. Remove one of them.");
    }

    private static object? Input(TaskEntityOperation operation, MethodInfo method, ParameterInfo parameter)
    {
        if (operation.HasInput)
        {
            return operation.GetInput(parameter.ParameterType);
        }

        return parameter.HasDefaultValue
            ? parameter.DefaultValue
            : throw new InvalidOperationException($"Error dispatching {operation} to '{method}': parameter '{parameter}' needs an input, but the caller gave none.");
    }
}
