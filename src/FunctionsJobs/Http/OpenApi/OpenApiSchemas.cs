using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Jobs;

namespace FunctionsJobs.Http.OpenApi;

/// <summary>The schemas of the shapes that operations name, made from the same metadata that reads and writes them; one component per type.</summary>
internal sealed class OpenApiSchemas
{
    private readonly XmlDocs _docs;
    private readonly JobTypeCatalogue _jobs;
    private readonly JsonSerializerContext[] _contexts;
    private readonly SortedDictionary<string, JsonNode> _components = new(StringComparer.Ordinal);
    private readonly JsonSchemaExporterOptions _options;

    public OpenApiSchemas(Assembly assembly, XmlDocs docs, JobTypeCatalogue jobs)
    {
        _docs = docs;
        _jobs = jobs;
        _options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };
        _contexts =
        [
            .. assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(JsonSerializerContext)))
                .Select(type => (JsonSerializerContext)type.GetProperty("Default", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null)!),
        ];
    }

    /// <summary>All components that were referred to so far, by name.</summary>
    public IReadOnlyDictionary<string, JsonNode> Components => _components;

    /// <summary>A reference to the component of a shape.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="user">A type of the slice that uses it, whose context is asked first.</param>
    /// <exception cref="InvalidOperationException">No generated context knows the shape.</exception>
    public JsonNode ReferTo(Type shape, Type user)
    {
        var info = _contexts.OrderByDescending(context => context.GetType().Namespace == user.Namespace)
            .Select(context => context.GetTypeInfo(shape)).FirstOrDefault(found => found is not null)
            ?? throw new InvalidOperationException($"No JsonSerializerContext of the program knows {shape}.");
        return ReferTo(info);
    }

    /// <summary>A reference to the component of a shape whose metadata is at hand.</summary>
    public JsonNode ReferTo(JsonTypeInfo info)
    {
        var name = NameOf(info.Type);
        if (!_components.ContainsKey(name))
        {
            // Entered first, so that a shape that holds itself ends.
            _components.Add(name, new JsonObject());
            _components[name] = info.GetJsonSchemaAsNode(_options);
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}Of{string.Concat(type.GetGenericArguments().Select(NameOf))}"
        : type.Name;

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        var property = context.PropertyInfo?.AttributeProvider as PropertyInfo;
        if (property?.GetCustomAttribute<SchemaOfAttribute>() is { } held)
        {
            node = held.Shape is { } shape ? ReferTo(shape, property.DeclaringType!) : AnyJobData();
        }
        else if (context.PropertyInfo is not null && context.TypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            node = OrNull(ReferTo(context.TypeInfo), node);
        }
        else if (context.PropertyInfo is null && !context.Path.IsEmpty && context.TypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            node = ReferTo(context.TypeInfo);
        }

        var description = property is not null ? _docs.Of(property) : context.Path.IsEmpty ? _docs.Of(context.TypeInfo.Type) : null;
        if (description is null)
        {
            return node;
        }

        var described = node as JsonObject ?? [];
        described["description"] = description;
        return described;
    }

    private static JsonNode OrNull(JsonNode reference, JsonNode original) =>
        original is JsonObject schema && schema["type"] is JsonArray types && types.Any(type => type!.GetValue<string>() == "null")
            ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) }
            : reference;

    private JsonObject AnyJobData() => new()
    {
        ["anyOf"] = new JsonArray([.. _jobs.Starters.Select(starter => ReferTo(starter.Contract))]),
    };
}
