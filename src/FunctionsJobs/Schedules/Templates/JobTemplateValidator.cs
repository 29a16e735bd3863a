using FunctionsJobs.Schedules.Drafts;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Schedules.Templates;

/// <summary>Refuses templates whose jobs would be refused, at start, with the template's name and the field's path.</summary>
internal sealed class JobTemplateValidator(JobDrafts drafts, TimeProvider time) : IValidateOptions<JobTemplateOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, JobTemplateOptions options) =>
        new JobTemplates(options, drafts, time).Invalid() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
