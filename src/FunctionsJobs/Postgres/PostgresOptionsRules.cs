using Npgsql;

namespace FunctionsJobs.Postgres;

/// <summary>What is wrong with a store's choice of database, in words that name the settings; never with a connection string in them.</summary>
internal static class PostgresOptionsRules
{
    /// <summary>One line for each fault.</summary>
    /// <param name="section">The store's section, such as <c>JobStore</c>.</param>
    /// <param name="provider">Its member <c>Provider</c>.</param>
    /// <param name="connectionString">Its member <c>ConnectionString</c>, or the connection string of the store's name.</param>
    /// <param name="dataFile">Its member <c>DataFile</c>.</param>
    /// <param name="options">Its member <c>Postgres</c>.</param>
    public static IEnumerable<string> Check(string section, string provider, string connectionString, string dataFile, PostgresOptions options)
    {
        if (provider is not ("" or StoreProvider.Sqlite or StoreProvider.Postgres))
        {
            return [$"{section}:Provider is '{provider}'; it must be '{StoreProvider.Sqlite}' or '{StoreProvider.Postgres}'."];
        }

        if (StoreProvider.Of(provider, connectionString) == StoreProvider.Sqlite)
        {
            return connectionString.Length == 0
                ? []
                : [$"{section}:Provider is '{provider}', but {section}:ConnectionString (or ConnectionStrings:{section}) names a PostgreSQL server; remove one of them."];
        }

        if (connectionString.Length == 0)
        {
            return [$"{section}:Provider is '{StoreProvider.Postgres}', but neither {section}:ConnectionString nor ConnectionStrings:{section} is set."];
        }

        string[] contradiction = dataFile.Length == 0
            ? []
            : [$"{section}:DataFile names a file, but {section}:Provider is '{StoreProvider.Postgres}' by name or by its connection string; remove one of them."];
        return contradiction.Concat(CheckConnection(section, connectionString, options)).Concat(CheckLimits($"{section}:Postgres", options));
    }

    private static IEnumerable<string> CheckConnection(string section, string connectionString, PostgresOptions options)
    {
        NpgsqlConnectionStringBuilder parsed;
        try
        {
            parsed = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or NotSupportedException)
        {
            // The exception's text may repeat a part of the connection string.
            return [$"{section}:ConnectionString (or ConnectionStrings:{section}) is no PostgreSQL connection string of the form 'Host=…;Database=…;Username=…'."];
        }

        return Faults();

        IEnumerable<string> Faults()
        {
            if (string.IsNullOrEmpty(parsed.Host))
            {
                yield return $"{section}:ConnectionString (or ConnectionStrings:{section}) names no Host.";
            }

            if (options.Authentication == PostgresAuthentication.Entra && !string.IsNullOrEmpty(parsed.Password))
            {
                yield return $"{section}:Postgres:Authentication is '{PostgresAuthentication.Entra}', but {section}:ConnectionString holds a Password; remove one of them.";
            }

            if (options.Authentication == PostgresAuthentication.Entra && string.IsNullOrEmpty(parsed.Username))
            {
                yield return $"{section}:Postgres:Authentication is '{PostgresAuthentication.Entra}', which needs the identity's role as Username in {section}:ConnectionString.";
            }

            if (parsed.ShouldSerialize("Maximum Pool Size") && parsed.MaxPoolSize != options.MaxConnections)
            {
                yield return $"{section}:ConnectionString says Maximum Pool Size={parsed.MaxPoolSize}, but {section}:Postgres:MaxConnections is {options.MaxConnections}; remove it from the connection string.";
            }
        }
    }

    private static IEnumerable<string> CheckLimits(string section, PostgresOptions options)
    {
        if (options.Authentication is not (PostgresAuthentication.Password or PostgresAuthentication.Entra))
        {
            yield return $"{section}:Authentication is '{options.Authentication}'; it must be '{PostgresAuthentication.Password}' or '{PostgresAuthentication.Entra}'.";
        }

        if (options.ManagedIdentityClientId.Length > 0 && options.Authentication != PostgresAuthentication.Entra)
        {
            yield return $"{section}:ManagedIdentityClientId is set, but {section}:Authentication is '{options.Authentication}'; it takes '{PostgresAuthentication.Entra}'.";
        }

        if (options.MaxConnections is < 2 or > 1000)
        {
            yield return $"{section}:MaxConnections is {options.MaxConnections}; it must be from 2 to 1000.";
        }

        if (options.StatementTimeout < TimeSpan.FromMilliseconds(100) || options.StatementTimeout > TimeSpan.FromHours(1))
        {
            yield return $"{section}:StatementTimeout is {options.StatementTimeout}; it must be from 00:00:00.1 to 01:00:00.";
        }

        if (options.LockTimeout < TimeSpan.FromMilliseconds(1) || options.LockTimeout > options.StatementTimeout)
        {
            yield return $"{section}:LockTimeout is {options.LockTimeout}; it must be from 00:00:00.001 to {section}:StatementTimeout ({options.StatementTimeout}).";
        }

        if (options.RetryTimeout < TimeSpan.Zero || options.RetryTimeout > TimeSpan.FromMinutes(10))
        {
            yield return $"{section}:RetryTimeout is {options.RetryTimeout}; it must be from 00:00:00 to 00:10:00.";
        }
    }
}
