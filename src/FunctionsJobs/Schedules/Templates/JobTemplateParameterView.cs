namespace FunctionsJobs.Schedules.Templates;

/// <summary>A parameter of a template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
/// <param name="Required">Whether it has no default.</param>
/// <param name="Default">Its value where none is given.</param>
/// <param name="Example">A value that is valid.</param>
public sealed record JobTemplateParameterView(string Name, string Description, bool Required, string? Default, string? Example);
