using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace FunctionsJobs.Reports.Page;

/// <summary>Writes HTML and SVG. Every text and every attribute's value is encoded; names of elements and attributes are the code's own.</summary>
internal sealed class Markup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _text = new();

    /// <summary>Begins an element.</summary>
    public Markup Open(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(element, attributes);
        _text.Append('>');
        return this;
    }

    /// <summary>Ends an element.</summary>
    public Markup Close(string element)
    {
        _text.Append("</").Append(element).Append('>');
        return this;
    }

    /// <summary>An element with nothing in it.</summary>
    public Markup Empty(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(element, attributes);
        _text.Append("/>");
        return this;
    }

    /// <summary>An element that holds a text.</summary>
    public Markup Element(string element, string text, params ReadOnlySpan<(string Name, string Value)> attributes) =>
        Open(element, attributes).Text(text).Close(element);

    /// <summary>A text.</summary>
    public Markup Text(string text)
    {
        _text.Append(Encoder.Encode(text));
        return this;
    }

    /// <summary>A line break, for those who read the source.</summary>
    public Markup Line()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>Markup that is a constant of the program.</summary>
    public Markup Constant(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>What has been written.</summary>
    public override string ToString() => _text.ToString();

    private void Begin(string element, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _text.Append('<').Append(element);
        foreach (var (name, value) in attributes)
        {
            _text.Append(' ').Append(name).Append("=\"").Append(Encoder.Encode(value)).Append('"');
        }
    }
}
