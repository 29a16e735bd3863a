namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>
/// Makes a turn or an activity run soon, on another stack than the caller's. Everything that the engine does by itself begins here or in a timer of its
/// clock, so that who gives both decides the order of it all.
/// </summary>
internal delegate void WorkStart(IThreadPoolWorkItem work);

/// <summary>Where work runs unless a test decides otherwise.</summary>
internal static class PoolWork
{
    public static void Start(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
}
