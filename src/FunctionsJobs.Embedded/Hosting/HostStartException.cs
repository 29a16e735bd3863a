namespace FunctionsJobs.Embedded.Hosting;

/// <summary>The host cannot start; the message tells an operator what to change. Printed without a stack trace, exit code 1.</summary>
public sealed class HostStartException : Exception
{
    public HostStartException(string message)
        : base(message)
    {
    }

    public HostStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>One failure out of several problems, each on a line of its own.</summary>
    internal static HostStartException Of(string headline, IReadOnlyCollection<string> problems)
        => problems.Count == 1
            ? new HostStartException($"{headline}: {problems.First()}")
            : new HostStartException($"{headline}:{string.Concat(problems.Select(problem => $"{Environment.NewLine}  - {problem}"))}");
}
