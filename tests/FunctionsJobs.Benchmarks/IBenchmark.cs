namespace FunctionsJobs.Benchmarks;

/// <summary>Measures one thing and prints figures; asserts nothing about time.</summary>
internal interface IBenchmark
{
    /// <summary>How it is chosen on the command line.</summary>
    string Name { get; }

    Task<IReadOnlyList<Figure>> RunAsync();
}
