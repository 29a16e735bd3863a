namespace FunctionsJobs.Embedded.Tests.Api;

/// <summary>The listing itself: a listing that left something out would let a difference pass.</summary>
public sealed class ApiListingTests
{
    [Fact]
    public void Of_WhenATypeHasEveryKindOfMember_ListsThemInTheReferenceFormat()
    {
        var listed = ApiListing.Of(typeof(ApiListingTests).Assembly).Single(t => t.Name.EndsWith(".ListedSample<T>", StringComparison.Ordinal));

        Assert.Equal("abstract class", listed.Kind);
        Assert.Equal(["IDisposable"], listed.Bases);
        Assert.Equal(" where T : class", listed.Constraints);
        Assert.Equal(
            [
                "field const int Limit = 3",
                "protected ctor(string name = \"x\", int? count = null)",
                "abstract string? Name { get; protected init; }",
                "abstract Task<T?> FindAsync(IReadOnlyList<string?> keys, DayOfWeek day = DayOfWeek.Monday, CancellationToken cancellation = default)",
                "void Dispose()",
            ],
            listed.Members.Order(StringComparer.Ordinal).OrderBy(m => m.StartsWith("field", StringComparison.Ordinal) ? 0 : m.Contains("ctor", StringComparison.Ordinal) ? 1 : m.Contains("{ get;", StringComparison.Ordinal) ? 2 : m.Contains("Find", StringComparison.Ordinal) ? 3 : 4));
    }

    [Fact]
    public void Parse_WhenATypeHasBasesAndConstraints_SplitsThem()
    {
        var parsed = ApiReference.Parse(["A.B<T> : sealed class <- C<X, Y>, D where T : new() [Obsolete]", "  void M()"])["A.B<T>"];

        Assert.Equal("sealed class", parsed.Kind);
        Assert.Equal(["C<X, Y>", "D"], parsed.Bases);
        Assert.Equal(" where T : new()", parsed.Constraints);
        Assert.Equal(["void M()"], parsed.Members);
    }
}

/// <summary>Listed by the test above.</summary>
public abstract class ListedSample<T> : IDisposable
    where T : class
{
    public const int Limit = 3;

    protected ListedSample(string name = "x", int? count = null)
    {
        _ = (name, count);
    }

    public abstract string? Name { get; protected init; }

    public abstract Task<T?> FindAsync(IReadOnlyList<string?> keys, DayOfWeek day = DayOfWeek.Monday, CancellationToken cancellation = default);

    public void Dispose() => GC.SuppressFinalize(this);
}
