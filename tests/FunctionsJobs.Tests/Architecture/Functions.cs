using System.Reflection;
using FunctionsJobs.Jobs;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Tests.Architecture;

/// <summary>The functions of the program, as a host finds them.</summary>
internal static class Functions
{
    /// <summary>All functions.</summary>
    public static IEnumerable<(string Name, MethodInfo Method)> All => typeof(JobModules).Assembly.GetTypes().SelectMany(Of);

    /// <summary>The functions a type declares.</summary>
    public static IEnumerable<(string Name, MethodInfo Method)> Of(Type type) =>
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        select (function.Name, method);
}
