using Azure.Core.Serialization;
using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using JsonOptions = System.Text.Json.JsonSerializerOptions;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>Composes the embedded host around the app's own services.</summary>
internal sealed class EmbeddedHostBuilder
{
    public EmbeddedHostBuilder(string[] args)
    {
        Web = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args });
        Web.Services.Configure<JsonOptions>(options => options.PropertyNameCaseInsensitive = true);
        Web.Services.AddOptions<WorkerOptions>()
            .PostConfigure<IOptions<JsonOptions>>((options, json) => options.Serializer ??= new JsonObjectSerializer(json.Value));
    }

    public WebApplicationBuilder Web { get; }

    public InvocationPipeline Pipeline { get; } = new();

    public IHost Build() => Web.Build();
}
