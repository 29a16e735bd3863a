using Microsoft.Azure.Functions.Worker.Middleware;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>The middleware around invocations; the first that was added is the outermost.</summary>
internal sealed class InvocationPipeline
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private bool _built;

    /// <exception cref="InvalidOperationException">The app is built already.</exception>
    public void Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        if (_built)
        {
            throw new InvalidOperationException("The application is built; middleware cannot be added any more.");
        }

        _middleware.Add(middleware);
    }

    /// <summary>Composes the chain around <paramref name="function"/>; nothing can be added afterwards.</summary>
    public FunctionExecutionDelegate Build(FunctionExecutionDelegate function)
    {
        _built = true;
        var next = function;
        for (var index = _middleware.Count - 1; index >= 0; index--)
        {
            next = _middleware[index](next);
        }

        return next;
    }
}
