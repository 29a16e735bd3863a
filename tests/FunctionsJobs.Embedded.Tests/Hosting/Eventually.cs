namespace FunctionsJobs.Embedded.Tests.Hosting;

/// <summary>Waits for a condition that another thread brings about; the limit only ends a test that has failed.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static Task IsTrueAsync(Func<bool> condition, string what) => IsTrueAsync(() => ValueTask.FromResult(condition()), what);

    public static async Task IsTrueAsync(Func<ValueTask<bool>> condition, string what)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Limit, $"It did not happen: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }

    public static async Task<T> CompletesAsync<T>(Task<T> task) => await task.WaitAsync(Limit);

    public static Task CompletesAsync(Task task) => task.WaitAsync(Limit);
}
