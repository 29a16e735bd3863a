using System.Reflection;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace FunctionsJobs.Http.OpenApi;

/// <summary>The summaries that the compiler wrote beside the assembly; without the file, nothing is described.</summary>
internal sealed class XmlDocs
{
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);

    public XmlDocs(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        if (!File.Exists(file))
        {
            return;
        }

        using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        foreach (var member in XDocument.Load(reader).Descendants("member"))
        {
            _members[member.Attribute("name")?.Value ?? ""] = member;
        }
    }

    /// <summary>The summary of a type, or null.</summary>
    public string? Of(Type type) => Text(_members.GetValueOrDefault($"T:{Name(type)}")?.Element("summary"));

    /// <summary>The summary of a property, or what the record it belongs to says of it as a parameter; or null.</summary>
    public string? Of(PropertyInfo property) =>
        Text(_members.GetValueOrDefault($"P:{Name(property.DeclaringType!)}.{property.Name}")?.Element("summary"))
        ?? Text(_members.GetValueOrDefault($"T:{Name(property.DeclaringType!)}")?.Elements("param").FirstOrDefault(param => param.Attribute("name")?.Value == property.Name));

    private static string Name(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var node in element.DescendantNodes())
        {
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { IsEmpty: true } reference => ReferenceText(reference),
                _ => "",
            });
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // The last part of a cref is the name of what is meant; a langword is itself.
    private static string ReferenceText(XElement reference)
    {
        var target = reference.Attribute("langword")?.Value ?? reference.Attribute("cref")?.Value ?? reference.Attribute("name")?.Value ?? "";
        var name = target.Split('(')[0];
        return name[(name.LastIndexOf('.') + 1)..];
    }
}
