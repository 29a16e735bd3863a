namespace FunctionsJobs.Telemetry;

/// <summary>Whose spans and metrics are exported. Each host has some that the other one lacks.</summary>
internal static class TelemetrySources
{
    /// <summary>Sources of spans.</summary>
    public static string[] Spans { get; } =
    [
        "DurableTask.Core", "Microsoft.DurableTask", "Microsoft.Azure.Functions.Worker", "Microsoft.AspNetCore", "System.Net.Http", "Azure.*", "Npgsql",
    ];

    /// <summary>Meters.</summary>
    public static string[] Meters { get; } =
    [
        "FunctionsJobs.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql",
    ];
}
