using System.Globalization;
using System.Text;
using FunctionsJobs.Embedded.Hosting.Discovery;
using FunctionsJobs.Embedded.Hosting.Keys;
using FunctionsJobs.Embedded.Http;
using FunctionsJobs.Embedded.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>What a developer wants to see when the host is up.</summary>
internal static class HostSummary
{
    public static string Describe(WebApplication app, HostOrigin origin)
    {
        var catalog = app.Services.GetRequiredService<FunctionCatalog>();
        var time = app.Services.GetRequiredService<TimeProvider>();
        var ready = TimeProvider.System.GetElapsedTime(origin.Begun).TotalMilliseconds;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Embedded host {HostVersion.Text} listens on {string.Join(", ", app.Urls)}, ready after {ready:F0} ms.");
        AppendHttp(text, catalog);
        AppendTimers(text, catalog, time);
        AppendDurable(text, catalog);
        Append(text, "Data", app.Services.GetRequiredService<DataFolder>().Path);
        Append(text, "Keys", app.Services.GetRequiredService<KeyFile>().Path);
        Append(text, "Settings", string.Join(", ", new[] { origin.Settings.Path, origin.Local.Path }.OfType<string>().DefaultIfEmpty("defaults; no host.json found")));
        return text.ToString();
    }

    private static void AppendHttp(StringBuilder text, FunctionCatalog catalog)
    {
        var functions = catalog.Of(FunctionKind.Http).ToList();
        AppendHeading(text, "HTTP", functions.Count);
        var width = functions.Select(function => function.Name.Length).DefaultIfEmpty().Max();
        foreach (var function in functions)
        {
            var trigger = (HttpTrigger)function.Trigger;
            var methods = trigger.Methods.Count == 0 ? "*" : string.Join(",", trigger.Methods);
            var key = trigger.Level == AuthorizationLevel.Anonymous ? "" : $"  [{trigger.Level} key]";
            AppendItem(text, $"{function.Name.PadRight(width)}  {methods} /{trigger.Template}{key}{Disabled(function)}");
        }
    }

    private static void AppendTimers(StringBuilder text, FunctionCatalog catalog, TimeProvider time)
    {
        var functions = catalog.Of(FunctionKind.Timer).ToList();
        AppendHeading(text, "Timers", functions.Count);
        var width = functions.Select(function => function.Name.Length).DefaultIfEmpty().Max();
        foreach (var function in functions)
        {
            var trigger = (TimerTrigger)function.Trigger;
            AppendItem(text, $"{function.Name.PadRight(width)}  {trigger.Expression}  next {trigger.Schedule.Next(time.GetUtcNow()):yyyy-MM-dd HH:mm:ss zzz}{Disabled(function)}");
        }
    }

    private static void AppendDurable(StringBuilder text, FunctionCatalog catalog)
    {
        foreach (var kind in new[] { FunctionKind.Orchestration, FunctionKind.Activity, FunctionKind.Entity })
        {
            var names = catalog.Of(kind).Select(function => $"{((DurableTrigger)function.Trigger).DurableName}{Disabled(function)}").ToList();
            if (names.Count > 0)
            {
                AppendHeading(text, $"{kind} functions", names.Count);
                AppendItem(text, string.Join(", ", names));
            }
        }
    }

    private static string Disabled(FunctionDescriptor function) => function.IsDisabled ? "  (disabled)" : "";

    private static void AppendHeading(StringBuilder text, string heading, int count)
    {
        if (count > 0)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {heading} ({count})");
        }
    }

    private static void AppendItem(StringBuilder text, string item) => text.AppendLine().Append("    ").Append(item);

    private static void Append(StringBuilder text, string name, string value) => text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {name}: {value}");
}
