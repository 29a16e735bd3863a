using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Http;

/// <summary>The request's content type does not fit what the function takes.</summary>
internal sealed class UnsupportedContentException(Type target)
    : FunctionInputConverterException($"A body of type {target.Name} needs a JSON content type.");
