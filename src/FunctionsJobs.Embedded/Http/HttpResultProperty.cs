using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Embedded.Http;

/// <summary>Finds the property of a result type that holds the response: the one with <see cref="HttpResultAttribute"/>, or of the response's type.</summary>
internal static class HttpResultProperty
{
    /// <returns>A reader of the property, or <see langword="null"/> when the type has none and is itself the answer.</returns>
    public static Func<object, object?>? Find(Type result, Action<string> report)
    {
        if (result.IsAssignableTo(typeof(HttpResponseData)))
        {
            return null;
        }

        var properties = result.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0).ToList();
        var marked = properties.Where(property => property.IsDefined(typeof(HttpResultAttribute))).ToList();
        var found = marked.Count > 0 ? marked : properties.Where(property => property.PropertyType.IsAssignableTo(typeof(HttpResponseData))).ToList();
        if (found.Count > 1)
        {
            report($"the result {result.Name} holds more than one response ({string.Join(", ", found.Select(property => property.Name))}).");
        }

        return found is [{ GetMethod: { } getter }, ..] ? new MethodCall(getter).InvokeSynchronously : null;
    }
}
