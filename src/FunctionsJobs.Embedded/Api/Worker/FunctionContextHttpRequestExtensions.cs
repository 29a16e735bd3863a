using FunctionsJobs.Embedded.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The HTTP side of an invocation, for middleware.</summary>
public static class FunctionContextHttpRequestExtensions
{
    /// <summary>The request, or <see langword="null"/> when the function has another trigger.</summary>
    public static ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<IHttpRequestDataFeature>() is { } feature ? feature.GetHttpRequestDataAsync(context) : default;
    }

    /// <summary>The response the function returned, or <see langword="null"/> when it has none (yet).</summary>
    public static HttpResponseData? GetHttpResponseData(this FunctionContext context)
    {
        var result = context.GetInvocationResult().Value;
        return (context is HttpInvocationContext { Function.Trigger: HttpTrigger trigger } ? trigger.AnswerIn(result) : result) as HttpResponseData;
    }
}
