using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Http;

/// <summary>Events 1000–1099.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(1000, LogLevel.Error, "Function {Function} failed to answer a request")]
    public static partial void FunctionFailed(ILogger logger, Exception exception, string function);

    [LoggerMessage(1001, LogLevel.Information, "Function {Function} was sent a body that could not be read")]
    public static partial void RequestRefused(ILogger logger, Exception exception, string function);
}
