using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Hosting.Configuration;

/// <summary>What host.json says, with the defaults of the real host.</summary>
internal sealed class HostSettings
{
    /// <summary>The file, or <see langword="null"/> when there is none.</summary>
    public string? Path { get; init; }

    /// <summary>First part of every function's route, without slashes at its ends; may be empty. Default: <c>api</c>.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>How long a function may run; <see langword="null"/> for no limit (<c>-1</c> in the file). Default: 30 min.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>HTTP functions that run at the same time; further requests wait. -1 for no limit, the default.</summary>
    public int MaxConcurrentRequests { get; init; } = -1;

    /// <summary>HTTP requests that run or wait; further ones are answered with 429. -1 for no limit, the default.</summary>
    public int MaxOutstandingRequests { get; init; } = -1;

    /// <summary>Headers added to every response.</summary>
    public IReadOnlyDictionary<string, string> CustomHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Minimum level by category prefix; <c>default</c> for the rest.</summary>
    public IReadOnlyDictionary<string, LogLevel> LogLevels { get; init; } = new Dictionary<string, LogLevel>();

    /// <summary>Functions to load; all when <see langword="null"/>.</summary>
    public IReadOnlyCollection<string>? Functions { get; init; }

    public DurableSettings Durable { get; init; } = new();

    /// <summary>Keys that mean nothing to this host.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
