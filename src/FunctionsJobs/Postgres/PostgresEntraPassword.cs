using Azure.Core;
using Azure.Identity;
using Npgsql;

namespace FunctionsJobs.Postgres;

/// <summary>Gives access tokens of Microsoft Entra ID as passwords: Azure Database for PostgreSQL takes them in place of one.</summary>
/// <remarks>A token is asked for whenever a connection is opened; the credential keeps it and renews it in time.</remarks>
internal sealed class PostgresEntraPassword(TokenCredential credential)
{
    private static readonly TokenRequestContext Request = new(["https://ossrdbms-aad.database.windows.net/.default"]);

    /// <summary>The managed identity of the options, or whoever is signed in where there is none.</summary>
    public static PostgresEntraPassword For(PostgresOptions options) => new(new DefaultAzureCredential(new DefaultAzureCredentialOptions
    {
        ManagedIdentityClientId = options.ManagedIdentityClientId.Length == 0 ? null : options.ManagedIdentityClientId,
    }));

    /// <summary>Makes the connections of a data source use it.</summary>
    public void UseIn(NpgsqlDataSourceBuilder builder) => builder.UsePasswordProvider(
        _ => credential.GetToken(Request, CancellationToken.None).Token,
        async (_, cancellation) => (await credential.GetTokenAsync(Request, cancellation)).Token);
}
