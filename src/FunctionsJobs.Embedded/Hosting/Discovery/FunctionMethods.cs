using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>
/// Finds methods with <see cref="FunctionAttribute"/> in an assembly's metadata. To ask every method of every type for its attributes would
/// load all types of the program before the host can begin to listen.
/// </summary>
internal static class FunctionMethods
{
    /// <returns>The methods, or <see langword="null"/> when the assembly has no metadata that can be read, as one that was made in memory.</returns>
    public static unsafe IReadOnlyList<MethodInfo>? Of(Assembly assembly)
    {
        if (!assembly.TryGetRawMetadata(out var metadata, out var length))
        {
            return null;
        }

        var reader = new MetadataReader(metadata, length);
        var methods = new List<MethodInfo>();
        foreach (var handle in reader.CustomAttributes)
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (attribute.Parent.Kind == HandleKind.MethodDefinition
                && IsFunction(reader, attribute.Constructor)
                && assembly.ManifestModule.ResolveMethod(MetadataTokens.GetToken(attribute.Parent)) is MethodInfo method)
            {
                methods.Add(method);
            }
        }

        return methods;
    }

    private static bool IsFunction(MetadataReader reader, EntityHandle constructor)
    {
        if (constructor.Kind != HandleKind.MemberReference
            || reader.GetMemberReference((MemberReferenceHandle)constructor).Parent is not { Kind: HandleKind.TypeReference } parent)
        {
            return false;
        }

        var type = reader.GetTypeReference((TypeReferenceHandle)parent);
        return reader.StringComparer.Equals(type.Name, nameof(FunctionAttribute))
            && reader.StringComparer.Equals(type.Namespace, typeof(FunctionAttribute).Namespace!);
    }
}
