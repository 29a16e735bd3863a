using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FunctionsJobs.Benchmarks.Http;

/// <summary>The load generator <c>wrk</c> as a second opinion, where it is installed.</summary>
internal static partial class Wrk
{
    /// <returns>Answers per second, or <see langword="null"/> without <c>wrk</c>.</returns>
    public static async Task<double?> RunAsync(string url, string method, int connections, TimeSpan duration)
    {
        using var folder = new TemporaryFolder();
        var script = folder.File("method.lua");
        await File.WriteAllTextAsync(script, $"wrk.method = \"{method}\"\n");
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "-t1", $"-c{connections}", $"-d{(int)duration.TotalSeconds}s", "-s", script, url })
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (RequestsPerSecond().Match(output) is not { Success: true } match || output.Contains("Non-2xx", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"wrk says: {output}");
            }

            return double.Parse(match.Groups["rate"].Value, CultureInfo.InvariantCulture);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[\d.]+)")]
    private static partial Regex RequestsPerSecond();
}
