using FunctionsJobs.Embedded.Hosting.Binding;
using FunctionsJobs.Embedded.Hosting.Discovery;
using FunctionsJobs.Embedded.Hosting.Invocation;
using FunctionsJobs.Embedded.Hosting.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Http;

/// <summary>Answers the requests to one function.</summary>
internal sealed class HttpFunctionEndpoint(
    FunctionDescriptor function, FunctionRuntime runtime, KeyAuthorization keys, ResponseSpool spool, long maxBodyBytes, ILogger logger)
{
    private const string TooLate = "The function did not finish within its time.";

    private readonly HttpTrigger _trigger = (HttpTrigger)function.Trigger;

    public Task InvokeAsync(HttpContext http)
    {
        if (!keys.Allows(http.Request, _trigger.Level, function.Name))
        {
            return Problem.WriteAsync(http, StatusCodes.Status401Unauthorized, "A valid key is needed, in the header x-functions-key or the query parameter code.");
        }

        // Refused before a byte is read; a body without a declared length is cut off by the server while it is read.
        return http.Request.ContentLength > maxBodyBytes
            ? Problem.WriteAsync(http, StatusCodes.Status413PayloadTooLarge)
            : RunAsync(http);
    }

    private async Task RunAsync(HttpContext http)
    {
        var context = new HttpInvocationContext(function, runtime, http, spool, AnswerOverdueAsync);
        runtime.Running.Add(context);
        try
        {
            await AnswerAsync(context);
        }
        finally
        {
            runtime.Running.Remove(context);
            await context.HostAnswer;
            await context.DisposeAsync();
        }
    }

    private async Task AnswerAsync(HttpInvocationContext context)
    {
        Exception? fault = null;
        try
        {
            await runtime.Pipeline(context);
        }
        catch (Exception exception)
        {
            fault = exception;
        }

        context.HasReturned = true;
        if (!context.TryAnswer())
        {
            HttpLog.CameTooLate(logger, fault, function.Name);
            return;
        }

        if (fault is null)
        {
            try
            {
                await HttpResult.SendAsync(context);
                return;
            }
            catch (Exception exception)
            {
                fault = exception;
            }
        }

        await FailAsync(context, fault);
    }

    private async Task FailAsync(HttpInvocationContext context, Exception exception)
    {
        var http = context.Http;
        if (http.RequestAborted.IsCancellationRequested)
        {
            HttpLog.CallerGone(logger, function.Name);
            return;
        }

        if (http.Response.HasStarted)
        {
            // The status is out; only a broken connection tells the caller that the body is not whole.
            HttpLog.FailedWhileSending(logger, exception, function.Name, Problem.TraceId(http));
            http.Abort();
            return;
        }

        var (status, detail, errors) = Classify(context, exception);
        if (status == StatusCodes.Status500InternalServerError)
        {
            HttpLog.Failed(logger, exception, function.Name, Problem.TraceId(http));
        }
        else
        {
            HttpLog.Refused(logger, function.Name, status, exception.Message);
        }

        http.Response.Clear();
        await Problem.WriteAsync(http, status, detail, errors);
    }

    private static (int Status, string? Detail, IReadOnlyDictionary<string, string[]>? Errors) Classify(HttpInvocationContext context, Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case ParameterBindingException binding:
                    return ((int)binding.Status, "The request is not valid.", new Dictionary<string, string[]> { [binding.Parameter] = [binding.Problem] });
                case BadHttpRequestException request:
                    return (request.StatusCode, null, null);
            }
        }

        return (exception is OperationCanceledException ? context.CancellationReason : CancellationReason.None) switch
        {
            CancellationReason.Timeout => (StatusCodes.Status504GatewayTimeout, TooLate, null),
            CancellationReason.HostStopping => (StatusCodes.Status503ServiceUnavailable, "The host is stopping.", null),
            _ => (StatusCodes.Status500InternalServerError, null, null),
        };
    }

    // The function goes on, and with it the request; its caller gets an answer all the same.
    private async Task AnswerOverdueAsync(HttpInvocationContext context)
    {
        try
        {
            await Problem.WriteAsync(context.Http, StatusCodes.Status504GatewayTimeout, TooLate);
            await context.Http.Response.CompleteAsync();
        }
        catch (Exception exception)
        {
            HttpLog.FailedWhileSending(logger, exception, function.Name, Problem.TraceId(context.Http));
        }
    }
}
