using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace FunctionsJobs.Schedules.Timers;

/// <summary>
/// Gives the settings of <see cref="TimerSettings"/> the values of host.json where nothing else does. Only the embedded host shows host.json to the
/// program; in Azure the settings are app settings, which the scale controller reads too, and with Core Tools <c>Values</c> of local.settings.json.
/// </summary>
internal static class TimerDefaults
{
    private const string Section = "AzureFunctionsJobHost:extensions:functionsJobs:timers";

    /// <summary>Adds the values as what counts least.</summary>
    public static void AddTo(IConfigurationManager configuration)
    {
        var values = configuration.GetSection(Section).GetChildren().Select(timer => KeyValuePair.Create(TimerSettings.NamePrefix + timer.Key, timer.Value));
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = values.ToArray() });
    }
}
