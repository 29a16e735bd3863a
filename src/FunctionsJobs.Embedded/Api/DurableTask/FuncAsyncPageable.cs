using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask;

/// <summary>Reads pages with a function until one carries no token.</summary>
internal sealed class FuncAsyncPageable<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> readPage) : AsyncPageable<T>
    where T : notnull
{
    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = default, int? pageSizeHint = default) =>
        ReadAsync(continuationToken, pageSizeHint);

    private async IAsyncEnumerable<Page<T>> ReadAsync(string? token, int? sizeHint, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        do
        {
            var page = await readPage(token, sizeHint, cancellation);
            yield return page;
            token = page.ContinuationToken;
        }
        while (token is not null);
    }
}
