using System.Text.Json;

namespace FunctionsJobs.Schedules.Templates;

/// <summary>One template.</summary>
/// <param name="Name">Its name, as in the route.</param>
/// <param name="Title">What the button says.</param>
/// <param name="Description">What it does.</param>
/// <param name="QueueName">The queue of its jobs.</param>
/// <param name="JobName">The name of its jobs.</param>
/// <param name="Data">The data of its jobs, placeholders included.</param>
/// <param name="Parameters">What whoever starts it says.</param>
public sealed record JobTemplateView(
    string Name, string Title, string Description, string QueueName, string JobName, JsonElement Data, IReadOnlyList<JobTemplateParameterView> Parameters)
{
    /// <summary>The view of a template.</summary>
    internal static JobTemplateView Of(string name, JobTemplate template) => new(
        name,
        template.Title,
        template.Description,
        template.Queue,
        template.JobName,
        JsonElement.Parse(template.Data),
        [.. template.Parameters.Select(parameter => new JobTemplateParameterView(
            parameter.Key, parameter.Value.Description, parameter.Value.Default is null, parameter.Value.Default, parameter.Value.Example))]);
}
