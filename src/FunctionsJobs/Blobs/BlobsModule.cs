using FunctionsJobs.Blobs.AzureStorage;
using FunctionsJobs.Blobs.Local;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Blobs;

/// <summary>Registers the blob store: a storage account where one is configured, local files otherwise.</summary>
internal static class BlobsModule
{
    /// <summary>Adds the store.</summary>
    public static IServiceCollection AddBlobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BlobsOptions>()
            .Bind(configuration.GetSection(BlobsOptions.Section))
            .PostConfigure(options =>
            {
                if (options is { ConnectionString.Length: 0, AccountUri.Length: 0 })
                {
                    options.ConnectionString = configuration.GetConnectionString(BlobsOptions.Section) ?? "";
                }

                if (options.Folder.Length == 0)
                {
                    options.Folder = Path.Combine(LocalDataFolder.Of(configuration), "blobs");
                }
            })
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<BlobsOptions>, BlobsOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LocalBlobStore>().AddSingleton<LocalLinks>().AddSingleton<AzureBlobStore>();
        services.AddSingleton<IJobArtifacts, JobBlobs>();
        return services.AddSingleton<IBlobStore>(provider => provider.GetRequiredService<IOptions<BlobsOptions>>().Value.IsAzure
            ? provider.GetRequiredService<AzureBlobStore>()
            : provider.GetRequiredService<LocalBlobStore>());
    }
}
