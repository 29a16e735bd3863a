using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>Reads the embedded host's settings: the familiar single settings first, then the section, which wins.</summary>
internal sealed class EmbeddedHostOptionsSetup(IConfiguration configuration) : IConfigureOptions<EmbeddedHostOptions>
{
    public void Configure(EmbeddedHostOptions options)
    {
        if (configuration["FUNCTIONSJOBS_DATA"] is { Length: > 0 } folder)
        {
            options.DataFolder = folder;
        }

        if ((configuration["port"] ?? configuration["Host:LocalHttpPort"]) is { Length: > 0 } port)
        {
            options.Port = Parse<int>("port", port);
        }

        if ((configuration["urls"] ?? configuration["ASPNETCORE_URLS"]) is { Length: > 0 } urls)
        {
            options.Urls = urls;
        }

        if (configuration["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"] is { Length: > 0 } limit)
        {
            options.MaxRequestBodyBytes = Parse<long>("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", limit);
        }

        try
        {
            configuration.GetSection(EmbeddedHostOptions.SectionName).Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            throw new HostStartException(exception.InnerException is null ? exception.Message : $"{exception.Message} {exception.InnerException.Message}", exception);
        }
    }

    private static T Parse<T>(string name, string text)
        where T : IParsable<T>
        => T.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new HostStartException($"The setting '{name}' must be a whole number, not '{text}'.");
}
