namespace FunctionsJobs.Upkeep;

/// <summary>Keeps one of the program's databases fast and no larger than it needs to be. Changes no data.</summary>
public interface IDatabaseUpkeep
{
    /// <summary>Which database: <c>jobs</c> or <c>analytics</c>.</summary>
    string Name { get; }

    /// <summary>Brings statistics up to date, and rewrites a file of which a large share is free. Others may use the database meanwhile; they may wait.</summary>
    /// <param name="rewriteAtFreePercent">The share, in percent; 100 for never. Of no effect where the server reuses free space by itself.</param>
    /// <param name="cancellation">Cancels the call; nothing is left half done.</param>
    Task<UpkeepReport> OptimizeAsync(int rewriteAtFreePercent, CancellationToken cancellation);
}
