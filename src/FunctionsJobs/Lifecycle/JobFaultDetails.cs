using Microsoft.DurableTask;

namespace FunctionsJobs.Lifecycle;

/// <summary>Finds the <see cref="JobFault"/> in what the durable engine tells of a failed task.</summary>
internal static class JobFaultDetails
{
    /// <summary>The fault the task threw, or one of the category <c>system</c> where it threw something else.</summary>
    public static JobFault ToJobFault(this TaskFailureDetails details)
    {
        for (var current = details; current is not null; current = current.InnerFailure)
        {
            // Where the host takes the first words of a message for the type, the mark stands in ErrorType.
            if (JobFaultWire.TryDecode($"{current.ErrorType}: {current.ErrorMessage}", out var fault))
            {
                return fault;
            }
        }

        return JobFault.System("activity_failed", "A part of the work failed unexpectedly; the fault is in the log.");
    }
}
