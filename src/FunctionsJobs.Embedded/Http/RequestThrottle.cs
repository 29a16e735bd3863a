using FunctionsJobs.Embedded.Hosting.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Http;

/// <summary>
/// Keeps to <c>maxConcurrentRequests</c> and <c>maxOutstandingRequests</c>: so many run, so many more wait, the rest is answered with 429.
/// </summary>
internal sealed class RequestThrottle(HostSettings settings, ILogger<RequestThrottle> logger) : IDisposable
{
    private readonly SemaphoreSlim? _running = settings.MaxConcurrentRequests > 0 ? new SemaphoreSlim(settings.MaxConcurrentRequests) : null;
    private int _outstanding;
    private int _isWarned;

    public bool IsEnabled => settings.MaxConcurrentRequests > 0 || settings.MaxOutstandingRequests > 0;

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var outstanding = Interlocked.Increment(ref _outstanding);
        try
        {
            if (settings.MaxOutstandingRequests > 0 && outstanding > settings.MaxOutstandingRequests)
            {
                if (Interlocked.Exchange(ref _isWarned, 1) == 0)
                {
                    HttpLog.Throttled(logger, settings.MaxOutstandingRequests);
                }

                http.Response.Headers.RetryAfter = "1";
                await Problem.WriteAsync(http, StatusCodes.Status429TooManyRequests, "Too many requests at once; try again shortly.");
                return;
            }

            await RunAsync(http, next);
        }
        finally
        {
            Interlocked.Decrement(ref _outstanding);
        }
    }

    public void Dispose() => _running?.Dispose();

    private async Task RunAsync(HttpContext http, RequestDelegate next)
    {
        if (_running is null)
        {
            await next(http);
            return;
        }

        try
        {
            await _running.WaitAsync(http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for an answer any more.
            return;
        }

        try
        {
            await next(http);
        }
        finally
        {
            _running.Release();
        }
    }
}
