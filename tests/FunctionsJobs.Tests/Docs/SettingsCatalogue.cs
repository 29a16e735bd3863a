using System.Collections;
using System.Globalization;
using System.Reflection;
using FunctionsJobs.Embedded.Hosting;
using FunctionsJobs.Jobs;

namespace FunctionsJobs.Tests.Docs;

/// <summary>All settings, read from the options classes: those with a constant that names their section, and what these are made of.</summary>
internal sealed class SettingsCatalogue
{
    private const string None = "–";

    private static readonly Assembly[] Program = [typeof(JobModules).Assembly, typeof(EmbeddedHostOptions).Assembly];

    private readonly Dictionary<Assembly, XmlSummaries> _summaries = Program.ToDictionary(assembly => assembly, assembly => new XmlSummaries(assembly));
    private readonly HashSet<Type> _reached = [];

    public SettingsCatalogue()
    {
        Sections = [.. Program.SelectMany(assembly => assembly.GetTypes()).Where(IsOptions).Select(type => (Name: SectionOf(type), type))
            .Where(options => options.Name is not null).Select(options => (options.Name!, options.type)).OrderBy(options => options.Item1, StringComparer.Ordinal)];
        Settings = [.. Sections.SelectMany(options => OfSection(options.Name, options.Type))];
    }

    /// <summary>The options classes by their section, in order.</summary>
    public IReadOnlyList<(string Name, Type Type)> Sections { get; }

    public IReadOnlyList<Setting> Settings { get; }

    /// <summary>Whether the page has the settings of an options class.</summary>
    public bool Reaches(string className) => _reached.Any(type => type.Name == className);

    /// <summary>What the section is for, as its class says.</summary>
    public string SummaryOf(Type type) => _summaries[type.Assembly].Of(type);

    private static bool IsOptions(Type type) => type is { IsClass: true, IsAbstract: false } && type.Name.EndsWith("Options", StringComparison.Ordinal);

    private static string? SectionOf(Type type) =>
        (type.GetField("Section") ?? type.GetField("SectionName")) is { IsLiteral: true } constant ? (string)constant.GetRawConstantValue()! : null;

    private IEnumerable<Setting> OfSection(string section, Type type)
    {
        if (ValueOf(type) is not { } value)
        {
            return OfClass(section, section, type);
        }

        _reached.Add(type);
        return OfClass(section, $"{section}:{{name}}", value);
    }

    private IEnumerable<Setting> OfClass(string section, string path, Type type)
    {
        _reached.Add(type);
        var defaults = Activator.CreateInstance(type)!;
        return type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetIndexParameters().Length == 0 && property.DeclaringType!.Assembly == type.Assembly)
            .SelectMany(property => OfProperty(section, $"{path}:{property.Name}", property, property.GetValue(defaults)));
    }

    private IEnumerable<Setting> OfProperty(string section, string path, PropertyInfo property, object? value)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var entry = ValueOf(type);
        if (entry is null && ElementOf(type) is null && property.SetMethod is null)
        {
            return [];
        }

        if (entry is not null)
        {
            path += ":{name}";
            if (ElementOf(entry) is { } item)
            {
                (path, entry) = ($"{path}:{{n}}", item);
            }
        }
        else if (ElementOf(type) is { } element)
        {
            (path, entry) = ($"{path}:{{n}}", element);
        }

        var shown = entry ?? type;
        return Program.Contains(shown.Assembly) && !shown.IsEnum
            ? OfClass(section, path, shown)
            : [new Setting(section, path, Word(shown), entry is null ? Text(value) : Text(value as ICollection), _summaries[property.DeclaringType!.Assembly].Of(property))];
    }

    // A dictionary's values, for any that is keyed by text.
    private static Type? ValueOf(Type type) => type.GetInterfaces().Append(type)
        .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IDictionary<,>))?.GetGenericArguments()[1];

    private static Type? ElementOf(Type type) => type == typeof(string) ? null : type.GetInterfaces().Append(type)
        .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static string Word(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "true or false",
        TypeCode.String => "text",
        _ when type.IsEnum => string.Join(", ", Enum.GetNames(type)),
        TypeCode.Int32 or TypeCode.Int64 => "whole number",
        TypeCode.Double or TypeCode.Decimal => "number",
        _ when type == typeof(TimeSpan) => "time span",
        _ when type == typeof(Uri) => "address",
        _ => throw new NotSupportedException($"the page of settings has no word for {type}"),
    };

    private static string Text(object? value) => value switch
    {
        null or "" => None,
        bool flag => flag ? "`true`" : "`false`",
        IFormattable formattable => $"`{formattable.ToString(null, CultureInfo.InvariantCulture)}`",
        _ => $"`{value}`",
    };

    private static string Text(ICollection? values) =>
        values is null or { Count: 0 } ? None : string.Join(", ", values.Cast<object>().Select(Text));
}
