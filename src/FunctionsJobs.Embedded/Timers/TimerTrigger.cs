using FunctionsJobs.Embedded.Hosting.Discovery;

namespace FunctionsJobs.Embedded.Timers;

/// <summary>The trigger of a timer function.</summary>
/// <param name="Schedule">When it runs.</param>
/// <param name="Expression">The schedule as written, settings resolved.</param>
/// <param name="UseMonitor">Whether the schedule's state is stored.</param>
/// <param name="RunOnStartup">Whether it also runs when the host starts.</param>
/// <param name="Retry">Repeats of a failed run, or <see langword="null"/>.</param>
internal sealed record TimerTrigger(ITimerSchedule Schedule, string Expression, bool UseMonitor, bool RunOnStartup, RetryPlan? Retry)
    : FunctionTrigger(FunctionKind.Timer)
{
    public override string BindingType => "timerTrigger";
}
