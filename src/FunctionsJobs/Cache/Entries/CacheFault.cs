namespace FunctionsJobs.Cache.Entries;

/// <summary>Why an answer of the store counts as none.</summary>
internal enum CacheFault
{
    /// <summary>The store could not be reached, took too long or refused to work.</summary>
    Unavailable,

    /// <summary>The key holds something that is no value, such as a list.</summary>
    WrongType,

    /// <summary>The bytes are not what was written, or were never written by this program.</summary>
    Damaged,

    /// <summary>The value is whole, and belongs to another key.</summary>
    OfAnotherKey,

    /// <summary>The store kept it longer than it was to.</summary>
    Expired,
}
