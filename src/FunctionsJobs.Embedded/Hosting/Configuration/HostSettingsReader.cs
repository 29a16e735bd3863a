using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Hosting.Configuration;

/// <summary>Reads host.json. Settings below <c>AzureFunctionsJobHost</c> override it, as in the real host.</summary>
internal sealed class HostSettingsReader
{
    /// <summary>Where settings lie that stand for values of the file.</summary>
    public const string Section = "AzureFunctionsJobHost";

    private readonly List<string> _problems = [];
    private readonly IConfigurationRoot _file;

    private readonly SettingReferences _references;

    private HostSettingsReader(IConfigurationRoot file, SettingReferences references)
    {
        _file = file;
        _references = references;
    }

    /// <param name="path">The file, or <see langword="null"/> for the defaults.</param>
    /// <param name="settings">The app's settings, for overrides.</param>
    /// <exception cref="HostStartException">The file is no valid host.json; the message names everything that is wrong.</exception>
    public static HostSettings Read(string? path, IConfiguration settings)
    {
        var builder = new ConfigurationBuilder();
        if (path is not null)
        {
            builder.AddJsonStream(new MemoryStream(File.ReadAllBytes(path)));
        }

        builder.AddInMemoryCollection(settings.GetSection(Section).AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null));
        try
        {
            return new HostSettingsReader((IConfigurationRoot)builder.Build(), new SettingReferences(settings)).Read(path);
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw new HostStartException($"'{path}' is not valid JSON: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
    }

    private HostSettings Read(string? path)
    {
        if (path is not null && _file["version"] != "2.0")
        {
            _problems.Add($"'version' must be \"2.0\", not {(_file["version"] is { } version ? $"\"{version}\"" : "missing")}");
        }

        var http = _file.GetSection("extensions:http");
        var settings = new HostSettings
        {
            Path = path,
            RoutePrefix = (http["routePrefix"] ?? "api").Trim('/'),
            FunctionTimeout = ReadFunctionTimeout(),
            MaxConcurrentRequests = ReadLimit(http, "maxConcurrentRequests"),
            MaxOutstandingRequests = ReadLimit(http, "maxOutstandingRequests"),
            CustomHeaders = http.GetSection("customHeaders").GetChildren().ToDictionary(entry => entry.Key, entry => entry.Value ?? ""),
            LogLevels = ReadLogLevels(),
            Functions = _file.GetSection("functions").GetChildren().Select(entry => entry.Value!).ToList() is { Count: > 0 } names ? names : null,
            Durable = new DurableSettingsReader(_file.GetSection("extensions:durableTask"), _references, _problems).Read(),
            Warnings = HostJsonKeys.FindUnknown(_file),
        };
        return _problems.Count == 0 ? settings : throw HostStartException.Of(path ?? "host.json", _problems);
    }

    private TimeSpan? ReadFunctionTimeout()
    {
        switch (_file["functionTimeout"])
        {
            case null:
                return TimeSpan.FromMinutes(30);
            case "-1":
                return null;
            case var text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var timeout) && timeout >= TimeSpan.FromSeconds(1):
                return timeout;
            case var text:
                _problems.Add($"'functionTimeout' must be -1 or a time span of at least one second, not \"{text}\"");
                return null;
        }
    }

    private int ReadLimit(IConfigurationSection section, string key)
    {
        if (section[key] is not { } text)
        {
            return -1;
        }

        if (int.TryParse(text, CultureInfo.InvariantCulture, out var limit) && (limit == -1 || limit > 0))
        {
            return limit;
        }

        _problems.Add($"'{section.Path.Replace(':', '.')}.{key}' must be -1 or a positive whole number, not \"{text}\"");
        return -1;
    }

    private Dictionary<string, LogLevel> ReadLogLevels()
    {
        var levels = new Dictionary<string, LogLevel>();
        foreach (var entry in _file.GetSection("logging:logLevel").GetChildren())
        {
            if (Enum.TryParse<LogLevel>(entry.Value, ignoreCase: true, out var level) && Enum.IsDefined(level))
            {
                levels[entry.Key] = level;
            }
            else
            {
                _problems.Add($"'logging.logLevel.{entry.Key}' must be a log level, not \"{entry.Value}\"");
            }
        }

        return levels;
    }
}
