using System.Text.Json.Serialization;
using FunctionsJobs.Embedded.Hosting.Discovery;
using FunctionsJobs.Embedded.Timers;
using Microsoft.AspNetCore.Http;

namespace FunctionsJobs.Embedded.Http;

/// <summary>A function as the admin API shows it; names as the real host's.</summary>
internal sealed record FunctionInfo
{
    public required string Name { get; init; }

    public required string Href { get; init; }

    /// <summary>Address template of an HTTP function.</summary>
    [JsonPropertyName("invoke_url_template")]
    public string? InvokeUrlTemplate { get; init; }

    public string Language { get; } = "dotnet-isolated";

    public required bool IsDisabled { get; init; }

    public required object Config { get; init; }

    public static FunctionInfo Of(FunctionDescriptor function, HttpRequest request)
    {
        var origin = $"{request.Scheme}://{request.Host}";
        return new FunctionInfo
        {
            Name = function.Name,
            Href = $"{origin}/admin/functions/{function.Name}",
            InvokeUrlTemplate = function.Trigger is HttpTrigger http ? $"{origin}/{http.Template}" : null,
            IsDisabled = function.IsDisabled,
            Config = new { name = function.Name, entryPoint = function.Definition.EntryPoint, bindings = new[] { Trigger(function) } },
        };
    }

    private static Dictionary<string, object?> Trigger(FunctionDescriptor function)
    {
        var binding = new Dictionary<string, object?> { ["name"] = function.TriggerParameter.Name, ["type"] = function.Trigger.BindingType, ["direction"] = "In" };
        switch (function.Trigger)
        {
            case HttpTrigger http:
                binding["authLevel"] = http.Level.ToString();
                binding["methods"] = http.Methods.Count == 0 ? null : http.Methods;
                binding["route"] = http.Template;
                break;
            case TimerTrigger timer:
                binding["schedule"] = timer.Expression;
                binding["useMonitor"] = timer.UseMonitor;
                binding["runOnStartup"] = timer.RunOnStartup;
                break;
            case DurableTrigger durable:
                binding[function.Kind.ToString().ToLowerInvariant()] = durable.DurableName;
                break;
        }

        return binding;
    }
}
