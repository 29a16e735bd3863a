using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace FunctionsJobs.Tests.Docs;

/// <summary>Which types and members of the real packages' namespaces a compiled program refers to, read from its metadata.</summary>
internal static class ApiUse
{
    /// <summary>Types by full name (<c>Page&lt;T&gt;</c> as <c>Page`1</c>), each with the members used; attributes' properties included.</summary>
    public static IReadOnlyDictionary<string, SortedSet<string>> Of(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var reader = file.GetMetadataReader();
        var names = new SignatureNames();
        var used = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var handle in reader.TypeReferences)
        {
            if (SignatureNames.FullName(reader, handle) is var name && IsOfPackages(name))
            {
                used.Add(name, new SortedSet<string>(StringComparer.Ordinal));
            }
        }

        foreach (var member in reader.MemberReferences.Select(reader.GetMemberReference))
        {
            if (OwnerOf(reader, names, member) is { } owner && used.TryGetValue(owner, out var members))
            {
                members.Add(Show(names, reader.GetString(member.Name), member));
            }
        }

        foreach (var argument in AttributesOf(assembly).Where(data => IsOfPackages(data.AttributeType.FullName!)).SelectMany(data => data.NamedArguments))
        {
            used[argument.MemberInfo.DeclaringType!.FullName!].Add($"{argument.MemberName} {{ set }}");
        }

        return used;
    }

    private static bool IsOfPackages(string name) =>
        name.StartsWith("Microsoft.Azure.Functions.Worker", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.DurableTask", StringComparison.Ordinal)
        || name.StartsWith("DurableTask.Core", StringComparison.Ordinal);

    private static string? OwnerOf(MetadataReader reader, SignatureNames names, MemberReference member) => member.Parent.Kind switch
    {
        HandleKind.TypeReference => SignatureNames.FullName(reader, (TypeReferenceHandle)member.Parent),
        HandleKind.TypeSpecification => names.GenericOwner(reader, (TypeSpecificationHandle)member.Parent),
        _ => null,
    };

    private static string Show(SignatureNames names, string name, MemberReference member)
    {
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            return name;
        }

        var signature = member.DecodeMethodSignature(names, null);
        if (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal))
        {
            return $"{name[4..]} {{ {name[..3]} }}";
        }

        var generic = signature.GenericParameterCount switch { 0 => "", 1 => "<T>", var count => $"<{string.Join(", ", Enumerable.Range(1, count).Select(n => $"T{n}"))}>" };
        return $"{(name == ".ctor" ? "new" : name + generic)}({string.Join(", ", signature.ParameterTypes)})";
    }

    private static IEnumerable<CustomAttributeData> AttributesOf(Assembly assembly)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var type in assembly.GetTypes())
        {
            foreach (var data in type.GetCustomAttributesData().Concat(type.GetMethods(All).SelectMany(method =>
                method.GetCustomAttributesData().Concat(method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributesData())))))
            {
                yield return data;
            }
        }
    }
}
