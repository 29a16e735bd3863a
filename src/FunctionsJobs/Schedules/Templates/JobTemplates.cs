using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.Schedules.Drafts;
using FunctionsJobs.Schedules.Placeholders;
using FunctionsJobs.Security;

namespace FunctionsJobs.Schedules.Templates;

/// <summary>The templates of this program: the standard ones and those of the settings.</summary>
public sealed partial class JobTemplates
{
    private const string PublisherParameter = "publisherId";

    private const string Rule = "names neither a parameter of the template nor a date";

    private readonly JobDrafts _drafts;
    private readonly TimeProvider _time;
    private readonly SortedDictionary<string, JobTemplate> _templates = new(StringComparer.Ordinal);

    /// <summary>Knows templates, unchecked.</summary>
    public JobTemplates(JobTemplateOptions options, JobDrafts drafts, TimeProvider time)
    {
        (_drafts, _time) = (drafts, time);
        foreach (var (name, template) in JobTemplateOptions.Standard.Concat(options.Templates))
        {
            _templates[name] = template;
        }
    }

    /// <summary>All of them, by name.</summary>
    public IEnumerable<KeyValuePair<string, JobTemplate>> All => _templates;

    /// <summary>The template of a name.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out JobTemplate? template) => _templates.TryGetValue(name, out template);

    /// <summary>The job of a template; notes by path what is wrong and answers null.</summary>
    internal NewJob? Prepare(JobTemplate template, IReadOnlyDictionary<string, JsonElement> parameters, Caller caller, FieldErrors errors)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            if (!template.Parameters.ContainsKey(name))
            {
                errors.Add($"$.parameters.{name}", "is not a parameter of this template");
            }
            else if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
            {
                errors.Add($"$.parameters.{name}", "must be text, a number, true or false");
            }
            else
            {
                values[name] = value;
            }
        }

        foreach (var (name, parameter) in template.Parameters.Where(parameter => !parameters.ContainsKey(parameter.Key)))
        {
            if ((name == PublisherParameter ? caller.Tenant : null) is { } own)
            {
                values[name] = JobDrafts.Value(own)!.Value;
            }
            else if (parameter.Default is { } text)
            {
                values[name] = JobDrafts.Value(text)!.Value;
            }
            else
            {
                errors.Add($"$.parameters.{name}", "is required");
            }
        }

        if (!errors.IsEmpty)
        {
            return null;
        }

        var dates = new DatePlaceholders(_time.GetUtcNow().ToUniversalTime());
        var draft = new JobDraft(template.Queue, template.JobName, template.Data, template.Options.Length == 0 ? null : template.Options);
        return _drafts.Prepare(
            draft,
            name => values.TryGetValue(name, out var value) ? value : JobDrafts.Value(dates.Resolve(name)),
            Rule,
            caller,
            JobId.New(_time),
            errors);
    }

    /// <summary>What is wrong with the templates, or null: each is filled in with its defaults and examples, and checked as its job would be.</summary>
    internal string? Invalid()
    {
        foreach (var (name, template) in _templates)
        {
            if (Invalid(name, template) is { } problem)
            {
                return $"{JobTemplateOptions.Section}:Templates:{name} {problem}";
            }
        }

        return null;
    }

    private string? Invalid(string name, JobTemplate template)
    {
        if (!NameGrammar().IsMatch(name))
        {
            return "must have a name of 1 to 64 lower-case letters, digits and hyphens, with a letter first.";
        }

        if (template.Title.Length == 0)
        {
            return "must have a Title.";
        }

        if (template.Parameters.FirstOrDefault(parameter => parameter.Value.Default is null && parameter.Value.Example is null).Key is { } unknown)
        {
            return $"must have a Default or an Example for its parameter {unknown}.";
        }

        JsonElement data;
        try
        {
            data = JsonElement.Parse(template.Data);
            _ = template.Options.Length == 0 ? default : JsonElement.Parse(template.Options);
        }
        catch (JsonException e)
        {
            return $"must have JSON in Data and Options: {e.Message}";
        }

        if (template.Parameters.Keys.Except(PlaceholderData.NamesIn(data)).FirstOrDefault() is { } unused)
        {
            return $"has a parameter {unused} that its Data does not use.";
        }

        var errors = new FieldErrors();
        var examples = template.Parameters.ToDictionary(
            parameter => parameter.Key, parameter => JobDrafts.Value(parameter.Value.Default ?? parameter.Value.Example)!.Value, StringComparer.Ordinal);
        Prepare(template, examples, Caller.OfProgram("templates", null), errors);
        return errors.IsEmpty ? null : string.Join("; ", errors.ToDictionary().Select(error => $"{error.Key} {error.Value[0]}")) + ".";
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,63}\z")]
    private static partial Regex NameGrammar();
}
