using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function on a schedule.</summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    /// <param name="schedule">
    /// A cron expression of six fields (seconds first) or five, a time span such as <c>00:05:00</c>, or <c>%Name%</c> for a setting that holds one.
    /// </param>
    public TimerTriggerAttribute(string schedule)
    {
        Schedule = schedule;
        UseMonitor = true;
    }

    public string Schedule { get; private set; }

    /// <summary>Whether the schedule's state is stored, so that a run missed while the host was down is made up for. Default: true.</summary>
    public bool UseMonitor { get; set; }

    /// <summary>Whether the function also runs each time the host starts. Default: false.</summary>
    public bool RunOnStartup { get; set; }
}
