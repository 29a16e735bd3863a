using System.Runtime.InteropServices;

namespace FunctionsJobs.Benchmarks;

/// <summary>Prints figures as a Markdown table that goes into the docs as it is.</summary>
internal static class FigureTable
{
    private const string LoadFile = "/proc/loadavg";

    public static void PrintHead(TextWriter output)
    {
        output.WriteLine(
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Configuration} build, {Load()}");
        output.WriteLine();
        output.WriteLine("| what | figure | mark | beside it, in the same run |");
        output.WriteLine("|---|---:|---|---|");
    }

    public static void Print(TextWriter output, Figure figure)
    {
        var beside = figure.Beside is { } other
            ? $"{Number(other)} {figure.Unit} {figure.BesideWhat} ({figure.Value / other:P0})"
            : "";
        output.WriteLine($"| {figure.What} | {Number(figure.Value)} {figure.Unit} | {figure.Mark} | {beside} |");
    }

    private static string Number(double value) => value >= 100 ? value.ToString("N0") : value.ToString("0.##");

    private static string Load() => File.Exists(LoadFile) ? $"load {File.ReadAllText(LoadFile).Split(' ')[0]} before" : "load unknown";

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
}
