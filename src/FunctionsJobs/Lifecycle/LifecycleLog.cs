using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Lifecycle;

/// <summary>Events 2000–2099.</summary>
internal static partial class LifecycleLog
{
    [LoggerMessage(2000, LogLevel.Warning, "Attempt {Attempt} of job {JobId} failed ({Category}/{Code}); another one follows")]
    public static partial void AttemptFailed(ILogger logger, string jobId, int attempt, string category, string code);

    [LoggerMessage(2001, LogLevel.Error, "Job {JobId} failed at attempt {Attempt} ({Category}/{Code})")]
    public static partial void JobFailed(ILogger logger, string jobId, int attempt, string category, string code);

    [LoggerMessage(2002, LogLevel.Error, "Activity {Function} of orchestration {JobId} threw")]
    public static partial void ActivityThrew(ILogger logger, Exception exception, string function, string jobId);

    [LoggerMessage(2003, LogLevel.Warning, "Job {JobId} was accepted, but its orchestration could not be started; the reconciler will start it")]
    public static partial void StartFailed(ILogger logger, Exception exception, string jobId);

    [LoggerMessage(2004, LogLevel.Warning, "Started the orchestration of job {JobId}, which had been accepted at {CreatedAt} and not been started")]
    public static partial void StartRepaired(ILogger logger, string jobId, DateTimeOffset createdAt);

    [LoggerMessage(2005, LogLevel.Warning, "Job {JobId} was {State}; its orchestration is {Status}, so it is now {NewState}")]
    public static partial void Settled(ILogger logger, string jobId, string state, string status, string newState);

    [LoggerMessage(2006, LogLevel.Error, "Job {JobId} could not be reconciled; it will be tried again")]
    public static partial void ReconcileFailed(ILogger logger, Exception exception, string jobId);

    [LoggerMessage(2007, LogLevel.Error, "Job {JobId} cannot be started and failed ({Category}/{Code})")]
    public static partial void StartRefused(ILogger logger, string jobId, string category, string code);

    [LoggerMessage(2008, LogLevel.Warning, "The signal {Signal} of job {JobId} could not be told; the reconciler will tell it")]
    public static partial void SignalNotTold(ILogger logger, Exception exception, string signal, string jobId);

    [LoggerMessage(2009, LogLevel.Warning, "{Count} signals were told but not confirmed; the reconciler will tell them again")]
    public static partial void SignalsNotConfirmed(ILogger logger, Exception exception, int count);

    [LoggerMessage(2010, LogLevel.Warning, "The pump of queue {Queue} could not be started; the reconciler will look at the queue")]
    public static partial void PumpNotStarted(ILogger logger, Exception exception, string queue);

    [LoggerMessage(2011, LogLevel.Warning, "Running jobs cannot be watched for cancellation: the job store does not answer")]
    public static partial void MonitorBlind(ILogger logger, Exception exception);

    [LoggerMessage(2012, LogLevel.Error, "Queue {Queue} could not be looked at; it will be tried again")]
    public static partial void QueueNotReconciled(ILogger logger, Exception exception, string queue);

    [LoggerMessage(2013, LogLevel.Warning, "Job {JobId} is removed, but its history is not yet; it will be tried again")]
    public static partial void RemovalUnfinished(ILogger logger, Exception exception, string jobId);

    [LoggerMessage(2014, LogLevel.Information, "{Count} expired jobs were removed")]
    public static partial void ExpiredRemoved(ILogger logger, int count);

    [LoggerMessage(2015, LogLevel.Warning, "The progress of job {JobId} could not be stored; the job goes on")]
    public static partial void ProgressNotStored(ILogger logger, Exception exception, string jobId);

    [LoggerMessage(2016, LogLevel.Warning, "Starts of jobs could not be confirmed; the reconciler will look at them again")]
    public static partial void StartsNotConfirmed(ILogger logger, Exception exception);

    // An alert looks for the first words: infra/modules/alerts.bicep.
    [LoggerMessage(2050, LogLevel.Warning, "Jobs of queue {Queue} wait for {Waited}, longer than {Limit}")]
    public static partial void QueueWaits(ILogger logger, string queue, TimeSpan waited, TimeSpan limit);
}
