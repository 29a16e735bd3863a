using FunctionsJobs.Cache.Entries;

namespace FunctionsJobs.Cache;

/// <summary>The store of the cache could not do what was asked.</summary>
internal sealed class CacheStoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="fault">What kind of fault it is.</param>
    /// <param name="message">What failed, without keys, values or addresses.</param>
    /// <param name="innerException">The store's own error.</param>
    public CacheStoreException(CacheFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>What kind of fault it is.</summary>
    public CacheFault Fault { get; }
}
