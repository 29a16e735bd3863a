namespace FunctionsJobs.Cache.Entries;

/// <summary>The names of faults in metrics and logs. They never change.</summary>
internal static class CacheFaultNames
{
    /// <summary>The name of a fault.</summary>
    public static string ToName(this CacheFault fault) => fault switch
    {
        CacheFault.Unavailable => "unavailable",
        CacheFault.WrongType => "wrong-type",
        CacheFault.Damaged => "damaged",
        CacheFault.OfAnotherKey => "of-another-key",
        CacheFault.Expired => "expired",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Unknown fault."),
    };
}
