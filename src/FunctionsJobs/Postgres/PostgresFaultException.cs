namespace FunctionsJobs.Postgres;

/// <summary>A database error on its way to the store, which names it in its own type.</summary>
internal sealed class PostgresFaultException(PostgresFault fault, Exception? innerException = null) : Exception(fault.Message, innerException)
{
    /// <summary>What happened.</summary>
    public PostgresFault Fault => fault;
}
