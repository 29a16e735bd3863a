namespace FunctionsJobs.Embedded.Storage;

/// <summary>One page of a keyset-paged query.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Continuation">
/// Where the next page begins, in characters that are safe in a URL and in an HTTP header; <see langword="null"/> when this is the last page.
/// </param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Continuation);

/// <summary>A continuation was not issued by the query it was given to.</summary>
internal sealed class InvalidContinuationException()
    : ArgumentException("The continuation token is not one that this query has returned.");
