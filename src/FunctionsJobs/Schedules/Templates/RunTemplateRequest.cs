using System.Text.Json;

namespace FunctionsJobs.Schedules.Templates;

/// <summary>The body of a call that starts a template's job.</summary>
public sealed record RunTemplateRequest
{
    /// <summary>Values of the template's parameters, by name: text, numbers, true or false. What has a default may be left out.</summary>
    public Dictionary<string, JsonElement>? Parameters { get; init; }
}
