using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Http;

/// <summary>A body that was read, or the reason it was not.</summary>
/// <typeparam name="T">The shape of the body.</typeparam>
internal sealed class JsonBodyResult<T>
    where T : class
{
    private readonly HttpStatusCode _status;
    private readonly string _detail = "";
    private readonly FieldErrors? _errors;

    /// <summary>A body that was read.</summary>
    public JsonBodyResult(T value) => Value = value;

    /// <summary>A body that was refused.</summary>
    public JsonBodyResult(HttpStatusCode status, string detail, FieldErrors? errors = null) =>
        (_status, _detail, _errors) = (status, detail, errors);

    /// <summary>The body, or <see langword="null"/> when it was refused.</summary>
    public T? Value { get; }

    /// <summary>Whether the body was read.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Value is not null;

    /// <summary>The answer to a refused body.</summary>
    public Task<HttpResponseData> CreateProblemResponseAsync(HttpRequestData request, CancellationToken cancellation) => IsValid
        ? throw new InvalidOperationException("The body was read; there is no problem to answer with.")
        : request.CreateProblemResponseAsync(_status, _detail, cancellation, _errors);
}
