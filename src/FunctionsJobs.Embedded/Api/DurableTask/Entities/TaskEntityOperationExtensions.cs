using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Microsoft.DurableTask.Entities;

/// <summary>Dispatch of entity operations to methods.</summary>
public static class TaskEntityOperationExtensions
{
    /// <summary>
    /// Calls the public instance method of <paramref name="target"/> that has the operation's name, without regard to case. Its parameters
    /// are at most one input and at most one <see cref="TaskEntityContext"/>.
    /// </summary>
    /// <remarks>
    /// Deliberately narrower than the real package: members of <see cref="object"/>, property accessors and the entry point
    /// <see cref="ITaskEntity.RunAsync"/> are no operations, so that a caller from outside cannot reach them.
    /// </remarks>
    /// <returns><see langword="false"/> when there is no such method.</returns>
    /// <exception cref="AmbiguousMatchException">The method is overloaded.</exception>
    internal static bool TryDispatch(this TaskEntityOperation operation, object target, out object? result, out Type returnType)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(target);
        var method = target.GetType().GetMethod(operation.Name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        if (method is null || !IsOperation(method))
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

    private static bool IsOperation(MethodInfo method) =>
        !method.IsSpecialName
        && method.GetBaseDefinition().DeclaringType != typeof(object)
        && !method.GetParameters().Any(p => p.ParameterType == typeof(TaskEntityOperation));

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
