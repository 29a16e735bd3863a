using System.Net;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Binding;

/// <summary>The caller's value for a parameter is missing or of the wrong form; over HTTP the caller's fault.</summary>
internal sealed class ParameterBindingException(string parameter, string problem, HttpStatusCode status = HttpStatusCode.BadRequest, Exception? innerException = null)
    : FunctionInputConverterException($"Parameter '{parameter}': {problem}", innerException)
{
    public string Parameter { get; } = parameter;

    public string Problem { get; } = problem;

    /// <summary>Status of the HTTP answer.</summary>
    public HttpStatusCode Status { get; } = status;
}
