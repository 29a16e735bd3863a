using System.Data.Common;
using System.Net.Sockets;
using FunctionsJobs.Analytics;
using FunctionsJobs.Blobs;
using FunctionsJobs.Mail;

namespace FunctionsJobs.Lifecycle;

/// <summary>The one place that knows which exception means which fault.</summary>
internal static class JobFaults
{
    /// <summary>The code of a commit whose parts are gone: all of them have to be made again.</summary>
    public const string PartsLost = "parts_lost";

    /// <summary>The fault that an exception stands for. Its message never repeats the exception's, which may hold internals.</summary>
    public static JobFault From(Exception exception) => exception switch
    {
        JobFaultException e => e.Fault,
        AggregateException { InnerExceptions: [var only] } => From(only),
        AnalyticsStoreException { IsTransient: true } => JobFault.System("analytics_unavailable", "The analytics store could not be used."),
        AnalyticsStoreException => JobFault.Data("analytics_refused", "The analytics store cannot do this with the data it holds."),
        BlobStoreException { IsTransient: true } => JobFault.Network("blobs_unavailable", "The blob store could not be used."),
        BlobStoreException { ArePartsMissing: true } => JobFault.System(PartsLost, "Parts of the file that had been stored are gone."),
        BlobStoreException => JobFault.Data("blobs_refused", "The blob store cannot do this with what it holds."),
        MailException { IsTransient: true } => JobFault.Network("mail_unavailable", "The mail could not be handed over."),
        MailException => JobFault.Data("mail_refused", "The mail was refused."),
        OperationCanceledException => JobFault.System("interrupted", "The work was interrupted, such as by the host stopping."),
        TimeoutException => JobFault.Timeout("operation_timeout", "An operation took too long."),
        HttpRequestException or SocketException => JobFault.Network("unreachable", "Another system could not be reached."),
        DbException => JobFault.System("database_failed", "A database could not be used."),
        OverflowException => JobFault.Data("overflow", "A number is too large."),
        _ => JobFault.System("unexpected", "The work failed unexpectedly; the fault is in the log."),
    };
}
