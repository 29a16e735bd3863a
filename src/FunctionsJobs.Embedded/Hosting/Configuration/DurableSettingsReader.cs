using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace FunctionsJobs.Embedded.Hosting.Configuration;

/// <summary>Reads <c>extensions.durableTask</c> of host.json.</summary>
internal sealed class DurableSettingsReader(IConfigurationSection section, SettingReferences settings, ICollection<string> problems)
{
    public DurableSettings Read()
    {
        var defaults = new DurableSettings();
        return new DurableSettings
        {
            HubName = ReadHubName(defaults.HubName),
            MaxConcurrentActivities = Number("maxConcurrentActivityFunctions", defaults.MaxConcurrentActivities),
            MaxConcurrentOrchestrators = Number("maxConcurrentOrchestratorFunctions", defaults.MaxConcurrentOrchestrators),
            MaxConcurrentEntities = Number("maxConcurrentEntityFunctions", defaults.MaxConcurrentEntities),
            MaxEntityBatchSize = Number("maxEntityOperationBatchSize", defaults.MaxEntityBatchSize),
            InstanceIdleTimeout = TimeSpan.FromSeconds(Number("extendedSessionIdleTimeoutInSeconds", (int)defaults.InstanceIdleTimeout.TotalSeconds)),
            DefaultVersion = Text("defaultVersion") ?? defaults.DefaultVersion,
            VersionMatch = Choice("versionMatchStrategy", defaults.VersionMatch),
            VersionFailure = Choice("versionFailureStrategy", defaults.VersionFailure),
            ReplaceRunningInstances = ReadReplacement(),
            UseForwardedHost = Flag("httpSettings:useForwardedHost", defaults.UseForwardedHost),
            UseAppLease = Flag("useAppLease", defaults.UseAppLease),
            MaxMessageBytes = Number("maxGrpcMessageSizeInBytes", defaults.MaxMessageBytes),
        };
    }

    private string ReadHubName(string fallback)
    {
        var name = Text("hubName") ?? fallback;
        if (name.Length is < 3 or > 45 || !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit))
        {
            problems.Add($"'extensions.durableTask.hubName' must be 3 to 45 letters and digits with a letter first, not \"{name}\"");
        }

        return name;
    }

    private bool ReadReplacement()
    {
        var states = Text("overridableExistingInstanceStates") ?? "NonRunningStates";
        var isAny = states.Equals("AnyState", StringComparison.OrdinalIgnoreCase);
        if (!isAny && !states.Equals("NonRunningStates", StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"'extensions.durableTask.overridableExistingInstanceStates' must be NonRunningStates or AnyState, not \"{states}\"");
        }

        return isAny;
    }

    private T Choice<T>(string key, T fallback)
        where T : struct, Enum
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (Array.Find(Enum.GetNames<T>(), name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return Enum.Parse<T>(found);
        }

        problems.Add($"'extensions.durableTask.{key}' must be {string.Join(", ", Enum.GetNames<T>()[..^1])} or {Enum.GetNames<T>()[^1]}, not \"{text}\"");
        return fallback;
    }

    private int Number(string key, int fallback)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (int.TryParse(text, CultureInfo.InvariantCulture, out var value) && value > 0)
        {
            return value;
        }

        problems.Add($"'extensions.durableTask.{key}' must be a positive whole number, not \"{text}\"");
        return fallback;
    }

    private bool Flag(string key, bool fallback)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        problems.Add($"'extensions.durableTask.{key.Replace(':', '.')}' must be true or false, not \"{text}\"");
        return fallback;
    }

    private string? Text(string key)
    {
        if (section[key] is not { Length: > 0 } text)
        {
            return null;
        }

        var missing = new List<string>();
        var resolved = settings.Resolve(text, missing);
        foreach (var name in missing)
        {
            problems.Add($"'extensions.durableTask.{key}' needs the setting '{name}', which is not set");
        }

        return missing.Count == 0 ? resolved : null;
    }
}
