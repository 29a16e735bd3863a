using System.Diagnostics;
using System.Reflection;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>A call that would block its thread, found on the stack.</summary>
/// <param name="Member">What was called, as one writes it.</param>
/// <param name="Caller">Type and method of who called it; <see langword="null"/> when the stack does not tell.</param>
internal sealed record BlockingCall(string Member, string? Caller)
{
    // Logging and the making of services may wait for moments, and do so on behalf of whoever calls them.
    private static readonly string[] s_infrastructure = ["Microsoft.Extensions.Logging", "Microsoft.Extensions.DependencyInjection", "OpenTelemetry"];

    private static readonly Dictionary<string, string> s_inner = new(StringComparer.Ordinal)
    {
        ["Task.InternalWait"] = "Task.Wait",
        ["Task.InternalWaitCore"] = "Task.Wait",
        ["Task.SpinThenBlockingWait"] = "Task.Wait",
        ["Task.WaitAllCore"] = "Task.WaitAll",
        ["Task.WaitAllBlockingCore"] = "Task.WaitAll",
        ["Task.WaitAnyCore"] = "Task.WaitAny",
        ["Task.GetResultCore"] = "Task.Result",
        ["TaskAwaiter.HandleNonSuccessAndDebuggerNotification"] = "GetAwaiter().GetResult()",
        ["TaskAwaiter.GetResult"] = "GetAwaiter().GetResult()",
        ["ConfiguredTaskAwaiter.GetResult"] = "GetAwaiter().GetResult()",
        ["ValueTaskAwaiter.GetResult"] = "GetAwaiter().GetResult()",
        ["ConfiguredValueTaskAwaiter.GetResult"] = "GetAwaiter().GetResult()",
        ["SemaphoreSlim.WaitCore"] = "SemaphoreSlim.Wait",
        ["WaitHandle.WaitOneNoCheck"] = "WaitHandle.WaitOne",
        ["WaitHandle.WaitMultiple"] = "WaitHandle.WaitAny",
    };

    /// <summary>
    /// The blocking call that the calling thread is in; <see langword="null"/> when it waits for a lock, or inside of logging or of the
    /// making of a service.
    /// </summary>
    public static BlockingCall? Find()
    {
        string? member = null;
        string? caller = null;
        foreach (var frame in new StackTrace(2, fNeedFileInfo: false).GetFrames())
        {
            if (frame.GetMethod() is not { DeclaringType: { } type } method)
            {
                continue;
            }

            if (type == typeof(OrchestrationExecutor))
            {
                break;
            }

            var assembly = type.Assembly.GetName().Name ?? "";
            if (Array.Exists(s_infrastructure, prefix => assembly.StartsWith(prefix, StringComparison.Ordinal)))
            {
                return null;
            }

            if (caller is not null)
            {
                continue;
            }

            if (!assembly.StartsWith("System.", StringComparison.Ordinal))
            {
                caller = CallerName(type, method);
            }
            else if (IsLock(type, method))
            {
                return null;
            }
            else
            {
                member = MemberName(type, method);
            }
        }

        return member is null ? null : new BlockingCall(member, caller);
    }

    private static bool IsLock(Type type, MethodBase method)
        => type == typeof(Lock)
            || type == typeof(ReaderWriterLockSlim)
            || (type == typeof(Monitor) && method.Name.Contains("Enter", StringComparison.Ordinal));

    private static string MemberName(Type type, MethodBase method)
    {
        var arity = type.Name.IndexOf('`', StringComparison.Ordinal);
        var member = method.Name.StartsWith("get_", StringComparison.Ordinal) ? method.Name[4..] : method.Name;
        var name = $"{(arity < 0 ? type.Name : type.Name[..arity])}.{member}";
        return s_inner.GetValueOrDefault(name, name);
    }

    // Async methods, iterators and lambdas run in types that the compiler made: '<Name>d__1' inside of the type that has them.
    private static string CallerName(Type type, MethodBase method)
    {
        var name = method.Name;
        while (type.DeclaringType is { } outer && type.Name.StartsWith('<'))
        {
            name = Source(type.Name) ?? name;
            type = outer;
        }

        return $"{type.FullName}.{Source(name) ?? name}";
    }

    private static string? Source(string name)
        => name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? name[1..end] : null;
}
