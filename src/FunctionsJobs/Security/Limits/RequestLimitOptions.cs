namespace FunctionsJobs.Security.Limits;

/// <summary>How much one caller may ask for; configuration section <c>RequestLimits</c>. Counted by each instance of the program for itself.</summary>
public sealed class RequestLimitOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "RequestLimits";

    /// <summary>Requests per second that a caller may go on sending. Default 2,000; 1 to 1,000,000.</summary>
    public int PerSecond { get; set; } = 2_000;

    /// <summary>Requests that a caller who was quiet may send at once. Default 4,000; 1 to 1,000,000.</summary>
    public int Burst { get; set; } = 4_000;

    /// <summary>Requests of one caller that may be under way at once. Default 256; 1 to 100,000.</summary>
    public int Concurrent { get; set; } = 256;

    /// <summary>Callers that are remembered; past that, who called longest ago is forgotten and starts anew. Default 10,000; 1 to 1,000,000.</summary>
    public int MaxCallers { get; set; } = 10_000;

    /// <summary>What is wrong with the settings, or null.</summary>
    public string? Invalid() =>
        Within(nameof(PerSecond), PerSecond, 1_000_000)
        ?? Within(nameof(Burst), Burst, 1_000_000)
        ?? Within(nameof(Concurrent), Concurrent, 100_000)
        ?? Within(nameof(MaxCallers), MaxCallers, 1_000_000);

    private static string? Within(string setting, int value, int max) =>
        value < 1 || value > max ? $"{Section}:{setting} is {value}; it must be from 1 to {max}." : null;
}
