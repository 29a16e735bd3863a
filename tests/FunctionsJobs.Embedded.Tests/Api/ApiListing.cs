using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace FunctionsJobs.Embedded.Tests.Api;

/// <summary>
/// Lists the public API of an assembly, one member per line, in the format of <c>reference.api.txt</c>: modifiers, nullable
/// annotations, parameter names and default values included.
/// </summary>
internal sealed class ApiListing
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] LeftOut = ["PrintMembers", "GetHashCode", "ToString", "Equals"];

    private readonly NullabilityInfoContext _nullability = new();

    public static IReadOnlyList<ApiType> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal).Select(t => new ApiListing().Describe(t))];

    private ApiType Describe(Type type)
    {
        var name = $"{type.Namespace}.{Name(type)}";
        var kind = Kind(type);
        var constraints = type.IsGenericType ? Constraints(type.GetGenericArguments()) : "";
        return new ApiType(name, kind, [.. Bases(type, kind)], constraints, [.. Members(type, kind)]);
    }

    private IEnumerable<string> Members(Type type, string kind)
    {
        if (kind == "enum")
        {
            yield return string.Join(", ", Enum.GetNames(type).Select(n => $"{n}={Convert.ToInt64(Enum.Parse(type, n))}"));
            yield break;
        }

        if (kind == "delegate")
        {
            var invoke = type.GetMethod("Invoke")!;
            yield return $"{Name(invoke.ReturnType)}({Parameters(invoke)})";
            yield break;
        }

        foreach (var usage in type.GetCustomAttributesData().Where(a => a.AttributeType == typeof(AttributeUsageAttribute)))
        {
            yield return usage.ToString();
        }

        foreach (var field in type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily))
        {
            var modifier = field.IsLiteral ? "const " : field.IsStatic ? "static " : "";
            var value = field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "";
            yield return $"field {modifier}{Name(field.FieldType)} {field.Name}{value}";
        }

        foreach (var constructor in type.GetConstructors(Declared).Where(IsVisible))
        {
            yield return $"{Access(constructor)}ctor({Parameters(constructor)})";
        }

        foreach (var property in type.GetProperties(Declared).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            if (Describe(property) is { } line)
            {
                yield return line;
            }
        }

        foreach (var method in type.GetMethods(Declared).OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            if (Describe(method) is { } line)
            {
                yield return line;
            }
        }
    }

    private string? Describe(PropertyInfo property)
    {
        var getter = property.GetMethod is { } g && IsVisible(g) ? g : null;
        var setter = property.SetMethod is { } s && IsVisible(s) ? s : null;
        if ((getter ?? setter) is not { } first)
        {
            return null;
        }

        var isInit = setter?.ReturnParameter.GetRequiredCustomModifiers().Any(m => m == typeof(IsExternalInit)) == true;
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var setAccess = setter is not null && (getter is null || Access(setter) != Access(getter)) ? Access(setter) : "";
        if (getter is null)
        {
            setAccess = "";
        }

        var index = property.GetIndexParameters();
        var name = index.Length > 0 ? $"this[{string.Join(", ", index.Select(Parameter))}]" : property.Name;
        var accessors = (getter is null ? "" : "get; ") + (setter is null ? "" : setAccess + (isInit ? "init; " : "set; "));
        var type = Name(property.PropertyType, Nullability(() => _nullability.Create(property)));
        return $"{Access(first)}{required}{Modifier((property.GetMethod ?? property.SetMethod)!)}{type} {name} {{ {accessors}}}";
    }

    private string? Describe(MethodInfo method)
    {
        var isOperator = method.Name.StartsWith("op_", StringComparison.Ordinal);
        if (!IsVisible(method) || (method.IsSpecialName && !isOperator) || LeftOut.Contains(method.Name)
            || method.Name.Contains('<') || method.Name.Contains('.'))
        {
            return null;
        }

        var returns = Name(method.ReturnType, Nullability(() => _nullability.Create(method.ReturnParameter)));
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        var constraints = method.IsGenericMethod ? Constraints(method.GetGenericArguments()) : "";
        var obsolete = method.IsDefined(typeof(ObsoleteAttribute)) ? " [Obsolete]" : "";
        return $"{Access(method)}{Modifier(method)}{returns} {method.Name}{generic}({extension}{Parameters(method)}){constraints}{obsolete}";
    }

    private string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private string Parameter(ParameterInfo parameter)
    {
        var prefix = parameter.IsOut ? "out "
            : parameter.ParameterType.IsByRef ? (parameter.IsIn ? "in " : "ref ")
            : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        return $"{prefix}{Name(parameter.ParameterType, Nullability(() => _nullability.Create(parameter)))} {parameter.Name}{Default(parameter)}";
    }

    private static string Default(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue)
        {
            return "";
        }

        var type = parameter.ParameterType;
        return " = " + parameter.RawDefaultValue switch
        {
            null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
            string text => $"\"{text}\"",
            bool flag => flag ? "true" : "false",
            var value when type.IsEnum => $"{type.Name}.{Enum.GetName(type, value)}",
            var value => value.ToString(),
        };
    }

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        var keyword = type.FullName switch
        {
            "System.String" => "string",
            "System.Int32" => "int",
            "System.Int64" => "long",
            "System.Boolean" => "bool",
            "System.Object" => "object",
            "System.Void" => "void",
            "System.Double" => "double",
            "System.Byte" => "byte",
            _ => null,
        };
        if (keyword is not null)
        {
            return keyword;
        }

        var name = type.Name.Split('`')[0];
        if (type.IsGenericType)
        {
            name += $"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
        }

        return type.IsNested ? $"{Name(type.DeclaringType!).Split('<')[0]}.{name}" : name;
    }

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        if (nullability is null || type.IsByRef)
        {
            return Name(type);
        }

        var isConstructed = type.IsGenericType && Nullable.GetUnderlyingType(type) is null
            && nullability.GenericTypeArguments.Length == type.GetGenericArguments().Length;
        var name = isConstructed
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Zip(nullability.GenericTypeArguments, Name))}>"
            : type.IsArray ? Name(type.GetElementType()!, nullability.ElementType) + "[]"
            : Name(type);
        return !type.IsValueType && nullability.ReadState == NullabilityState.Nullable ? name + "?" : name;
    }

    // Reading annotations fails for a few compiler-made members; they are listed without.
    private static NullabilityInfo? Nullability(Func<NullabilityInfo> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidOperationException or IndexOutOfRangeException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Kind(Type type)
    {
        if (type.IsEnum || type.IsInterface)
        {
            return type.IsEnum ? "enum" : "interface";
        }

        if (typeof(MulticastDelegate).IsAssignableFrom(type))
        {
            return "delegate";
        }

        if (type.IsValueType)
        {
            return "struct";
        }

        var record = type.GetMethod("<Clone>$") is null ? "" : "record ";
        return type switch
        {
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => record + "abstract class",
            { IsSealed: true } => record + "sealed class",
            _ => record + "class",
        };
    }

    private static IEnumerable<string> Bases(Type type, string kind)
    {
        if (kind is "enum" or "delegate")
        {
            yield break;
        }

        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            yield return Name(parent);
        }

        foreach (var implemented in type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(i => i.IsVisible))
        {
            yield return Name(implemented);
        }
    }

    private static string Constraints(IEnumerable<Type> parameters)
    {
        var text = new StringBuilder();
        foreach (var parameter in parameters)
        {
            var attributes = parameter.GenericParameterAttributes;
            var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
            List<string> constraints =
            [
                .. isStruct ? ["struct"] : Array.Empty<string>(),
                .. attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : Array.Empty<string>(),
                .. parameter.GetGenericParameterConstraints().Select(Name),
                .. attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct ? ["new()"] : Array.Empty<string>(),
            ];
            if (constraints.Count > 0)
            {
                text.Append($" where {parameter.Name} : {string.Join(", ", constraints)}");
            }
        }

        return text.ToString();
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifier(MethodInfo method) =>
        method.IsStatic ? "static "
        : method.IsAbstract ? "abstract "
        : !method.IsVirtual || method.IsFinal ? ""
        : method.GetBaseDefinition() != method ? "override " : "virtual ";
}

/// <summary>One type of a listing.</summary>
/// <param name="Name">Namespace and name with generic parameters.</param>
/// <param name="Kind">For instance <c>abstract class</c>.</param>
/// <param name="Bases">Base class and interfaces.</param>
/// <param name="Constraints">Constraints of the type's own generic parameters.</param>
/// <param name="Members">One line a member.</param>
internal sealed record ApiType(string Name, string Kind, IReadOnlyList<string> Bases, string Constraints, IReadOnlyList<string> Members);
