using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Http;

/// <summary>Turns what an HTTP function throws into a problem; the fault itself goes to the log, with the id the caller sees.</summary>
internal sealed class ProblemMiddleware(ILogger<ProblemMiddleware> logger) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var request = await context.GetHttpRequestDataAsync();
        if (request is null)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            // The caller is gone; there is nobody to answer.
            throw;
        }
        catch (BadHttpRequestException e)
        {
            HttpLog.RequestRefused(logger, e, context.FunctionDefinition.Name);
            var status = e.StatusCode == StatusCodes.Status413PayloadTooLarge ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.BadRequest;
            await AnswerAsync(context, request, status, "The body could not be read.");
        }
        catch (Exception e)
        {
            HttpLog.FunctionFailed(logger, e, context.FunctionDefinition.Name);
            await AnswerAsync(context, request, HttpStatusCode.InternalServerError, "The server failed to answer this request; the fault is logged under the trace id.");
        }
    }

    private static async Task AnswerAsync(FunctionContext context, HttpRequestData request, HttpStatusCode status, string detail) =>
        context.GetInvocationResult().Value = await request.CreateProblemResponseAsync(status, detail, CancellationToken.None);
}
