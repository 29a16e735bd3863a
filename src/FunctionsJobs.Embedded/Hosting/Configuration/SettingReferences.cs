using Microsoft.Extensions.Configuration;

namespace FunctionsJobs.Embedded.Hosting.Configuration;

/// <summary>Replaces <c>%Name%</c> in strings of bindings by the setting of that name.</summary>
internal sealed class SettingReferences(IConfiguration configuration)
{
    /// <summary>Whether the setting <c>AzureWebJobs.{function}.Disabled</c> switches a function off.</summary>
    public bool IsDisabled(string function)
        => (configuration[$"AzureWebJobs.{function}.Disabled"] ?? configuration[$"AzureWebJobs:{function}:Disabled"]) is "1" or "true" or "True" or "TRUE";

    /// <summary>The text with every reference replaced.</summary>
    /// <param name="text">A string of a binding; a lone percent sign is left as it is.</param>
    /// <param name="missing">Receives the names of settings that are not set.</param>
    public string Resolve(string text, ICollection<string> missing)
    {
        var start = text.IndexOf('%', StringComparison.Ordinal);
        if (start < 0)
        {
            return text;
        }

        var end = text.IndexOf('%', start + 1);
        if (end <= start + 1)
        {
            return text;
        }

        var name = text[(start + 1)..end];
        var value = configuration[name.Replace("__", ":", StringComparison.Ordinal)] ?? configuration[name];
        if (value is null)
        {
            missing.Add(name);
        }

        return string.Concat(text.AsSpan(0, start), value, Resolve(text[(end + 1)..], missing));
    }
}
