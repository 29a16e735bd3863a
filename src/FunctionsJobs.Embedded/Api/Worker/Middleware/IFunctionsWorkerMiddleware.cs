namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Code around every invocation; one instance for the life of the app.</summary>
public interface IFunctionsWorkerMiddleware
{
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
