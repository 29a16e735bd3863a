namespace FunctionsJobs.Tests.Lifecycle.Harness;

/// <summary>Waits for conditions, with a limit that only a hanging test meets.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Looks again and again until the answer is not null.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> look, string what)
        where T : class
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"Did not come true within {Limit}: {what}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }

    /// <summary>Looks again and again until the condition holds.</summary>
    public static Task HoldsAsync(Func<bool> condition, string what) => GetAsync(() => Task.FromResult(condition() ? "" : null), what);

    /// <summary>Looks again and again until the condition holds.</summary>
    public static Task HoldsAsync(Func<Task<bool>> condition, string what) => GetAsync(async () => await condition() ? "" : null, what);
}
