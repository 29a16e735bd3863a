namespace FunctionsJobs.JobStore.Sql;

/// <summary>The places where the databases' SQL differs. Everything else is written once, in what they have in common.</summary>
public abstract class JobStoreDialect
{
    /// <summary>What follows a <c>SELECT</c> to lock the row it found until the transaction ends, with a leading space.</summary>
    public abstract string RowLock { get; }

    /// <summary>The same for every row that it can lock without waiting; the others are left out of the result.</summary>
    public abstract string FreeRowLock { get; }

    /// <summary>The type of a column of text that is compared byte by byte.</summary>
    public abstract string OrdinalText { get; }

    /// <summary>A condition: the column's value is one of a parameter that holds an array. The driver's ways differ, not only the SQL.</summary>
    public abstract string IsAnyOf(string column, string parameter);
}
