using System.Text.Json;
using Microsoft.Playwright;

namespace FunctionsJobs.EndToEnd.Dashboard;

/// <summary>What is asked of the page as the browser shows it.</summary>
internal static class PageProbes
{
    private const string Describe = "(e => `${e.localName} ${e.id || e.textContent}`)";

    /// <summary>What can be used at the moment: all of the page, or of the dialog that is in front of it.</summary>
    public const string Controls = $$"""
        () => [...(document.querySelector('dialog[open]') ?? document).querySelectorAll('a[href], button, select, input, [tabindex="0"]')]
          .filter(e => e.checkVisibility() && !e.disabled).map({{Describe}})
        """;

    /// <summary>What has the focus, in the same words.</summary>
    public const string Focused = $"() => {Describe}(document.activeElement)";

    public const string IsDark = """
        () => getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).every(part => part < 128)
        """;

    /// <summary>Texts whose contrast with what is behind them is below 4.5 : 1 (WCAG 2.2, success criterion 1.4.3); controls out of use do not count.</summary>
    public const string PaleTexts = """
        () => {
          const parts = color => color.match(/[\d.]+/g).map(Number);
          const luminance = color => parts(color).slice(0, 3).map(part => part / 255)
            .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
          const behind = element => {
            for (let box = element; box; box = box.parentElement) {
              const color = getComputedStyle(box).backgroundColor;
              if ((parts(color)[3] ?? 1) === 1) {
                return color;
              }
            }
            return 'rgb(255, 255, 255)';
          };
          const contrast = element => {
            const style = getComputedStyle(element);
            const [low, high] = [luminance(element instanceof SVGElement ? style.fill : style.color), luminance(behind(element))].sort((a, b) => a - b);
            return (high + 0.05) / (low + 0.05);
          };
          return [...document.body.querySelectorAll('*')]
            .filter(e => e.checkVisibility() && !e.disabled && [...e.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.data.trim()))
            .filter(e => contrast(e) < 4.5).map(e => `${contrast(e).toFixed(2)} ${e.localName} ${e.textContent}`);
        }
        """;

    /// <summary>Controls without a name in the tree that the browser gives to screen readers.</summary>
    public static async Task<string[]> NamelessAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var tree = await session.SendAsync("Accessibility.getFullAXTree");
        await session.DetachAsync();
        var focusable = tree!.Value.GetProperty("nodes").EnumerateArray().Where(IsFocusable).ToList();
        Assert.NotEmpty(focusable);
        return [.. focusable.Where(node => Text(node, "name").Length == 0).Select(node => Text(node, "role"))];
    }

    // The document and what only scripts focus are no stops of the keyboard.
    private static bool IsFocusable(JsonElement node) =>
        Text(node, "role") is not ("RootWebArea" or "main" or "")
        && node.TryGetProperty("properties", out var properties)
        && properties.EnumerateArray().Any(property =>
            property.GetProperty("name").GetString() == "focusable" && property.GetProperty("value").GetProperty("value").GetBoolean());

    private static string Text(JsonElement node, string member) =>
        node.TryGetProperty(member, out var value) && value.TryGetProperty("value", out var text) ? text.GetString() ?? "" : "";
}
