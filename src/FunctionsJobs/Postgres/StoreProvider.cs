namespace FunctionsJobs.Postgres;

/// <summary>The databases a store can be in: the values of <c>JobStore:Provider</c> and <c>Analytics:Provider</c>.</summary>
internal static class StoreProvider
{
    /// <summary>A file of this machine.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>A PostgreSQL server.</summary>
    public const string Postgres = "postgres";

    /// <summary>The provider that the settings mean: the one they name, or else the one that a connection string implies.</summary>
    public static string Of(string provider, string connectionString) =>
        provider.Length > 0 ? provider : connectionString.Length > 0 ? Postgres : Sqlite;
}
