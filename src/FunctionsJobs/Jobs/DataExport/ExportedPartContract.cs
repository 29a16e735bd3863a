namespace FunctionsJobs.Jobs.DataExport;

/// <summary>What a part staged. A repeat of the part stages the same blocks again, unless its rows changed meanwhile.</summary>
public sealed record ExportedPartContract
{
    /// <summary>Blocks of rows; 0 where the slice has none.</summary>
    public required int Blocks { get; init; }

    /// <summary>Rows in them.</summary>
    public required long Rows { get; init; }
}
