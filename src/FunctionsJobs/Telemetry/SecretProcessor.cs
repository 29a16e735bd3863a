using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenTelemetry;

namespace FunctionsJobs.Telemetry;

/// <summary>Takes keys and signatures in links out of spans before they are exported, whoever made the span.</summary>
internal sealed partial class SecretProcessor : BaseProcessor<Activity>
{
    private const string Replacement = "$1=***";

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        ArgumentNullException.ThrowIfNull(data);
        List<KeyValuePair<string, string>>? scrubbed = null;
        foreach (var (name, value) in data.EnumerateTagObjects())
        {
            if (value is string text && Secret().IsMatch(text))
            {
                (scrubbed ??= []).Add(new(name, Secret().Replace(text, Replacement)));
            }
        }

        foreach (var (name, text) in scrubbed ?? [])
        {
            data.SetTag(name, text);
        }

        if (data.StatusDescription is { } description && Secret().IsMatch(description))
        {
            data.SetStatus(data.Status, Secret().Replace(description, Replacement));
        }

        data.DisplayName = Secret().Replace(data.DisplayName, Replacement);
    }

    // Whole parameter names only: "barcode=" is no secret.
    [GeneratedRegex(@"\b(code|sig|key|token|x-functions-key)=[^&\s""';,]+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Secret();
}
