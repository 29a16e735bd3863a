using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;

namespace FunctionsJobs.Lifecycle;

/// <summary>Finds the <see cref="JobFault"/> in what the durable engine tells of a failure.</summary>
internal static class JobFaultDetails
{
    /// <summary>The fault a task threw, or one of the category <c>system</c> where it threw something else.</summary>
    public static JobFault ToJobFault(this TaskFailureDetails details) => details.TryGetJobFault(out var fault)
        ? fault
        : JobFault.System("activity_failed", "A part of the work failed unexpectedly; the fault is in the log.");

    /// <summary>Finds the outermost fault.</summary>
    public static bool TryGetJobFault(this TaskFailureDetails details, [NotNullWhen(true)] out JobFault? fault)
    {
        for (var current = details; current is not null; current = current.InnerFailure)
        {
            // Where the host takes the first words of a message for the type, the mark stands in ErrorType.
            if (JobFaultWire.TryDecode($"{current.ErrorType}: {current.ErrorMessage}", out fault))
            {
                return true;
            }
        }

        fault = null;
        return false;
    }
}
