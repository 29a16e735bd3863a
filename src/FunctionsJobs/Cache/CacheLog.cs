using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Cache;

/// <summary>Events 4700–4799.</summary>
internal static partial class CacheLog
{
    [LoggerMessage(4700, LogLevel.Warning, "Redis cannot be used ({Reason}): the cache counts as empty, and this process keeps what it computes, until Redis answers again")]
    public static partial void RedisLost(ILogger logger, Exception exception, string reason);

    [LoggerMessage(4701, LogLevel.Information, "Redis answers again, after {Elapsed}")]
    public static partial void RedisBack(ILogger logger, TimeSpan elapsed);

    [LoggerMessage(4702, LogLevel.Warning, "The cache holds what is not its own ({Fault}) under {CacheKey}: it counts as nothing. Further ones of this kind are counted, not logged")]
    public static partial void ValueRefused(ILogger logger, string fault, string cacheKey);

    [LoggerMessage(4703, LogLevel.Warning, "The value of {CacheKey} is not kept: it has {Bytes} bytes, and {Limit} are allowed")]
    public static partial void ValueTooLong(ILogger logger, string cacheKey, long bytes, long limit);

    [LoggerMessage(4704, LogLevel.Debug, "Redis was asked for a sign of life and gave none")]
    public static partial void ProbeFailed(ILogger logger, Exception exception);
}
