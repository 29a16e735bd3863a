namespace FunctionsJobs.Lifecycle;

/// <summary>What kind of thing went wrong. Stored and sent by the names of <see cref="JobFaultCategoryNames"/>; values are only ever appended.</summary>
public enum JobFaultCategory
{
    /// <summary>Another system could not be reached, or did not answer.</summary>
    Network,

    /// <summary>The job's input, or data it works on, is wrong. Never worth repeating.</summary>
    Data,

    /// <summary>This program or its machine failed.</summary>
    System,

    /// <summary>An attempt took longer than its limit.</summary>
    Timeout,

    /// <summary>The job was asked to stop.</summary>
    Cancelled,

    /// <summary>A job that this one depends on did not complete.</summary>
    Dependency,
}
