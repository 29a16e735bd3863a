namespace FunctionsJobs.Lifecycle;

/// <summary>Thrown by activities and orchestrators to end an attempt with a fault.</summary>
/// <remarks>Its message is the wire form of the fault (<see cref="JobFaultWire"/>), since a message is all that the durable engine carries for certain.</remarks>
public sealed class JobFaultException : Exception
{
    public JobFaultException(JobFault fault)
        : this(fault, innerException: null)
    {
    }

    public JobFaultException(JobFault fault, Exception? innerException)
        : base(JobFaultWire.Encode(fault), innerException)
    {
        Fault = fault;
    }

    /// <summary>What went wrong.</summary>
    public JobFault Fault { get; }
}
