namespace FunctionsJobs.Postgres;

/// <summary>The values of <see cref="PostgresOptions.Authentication"/>.</summary>
internal static class PostgresAuthentication
{
    /// <summary>What the connection string says.</summary>
    public const string Password = "password";

    /// <summary>Tokens of Microsoft Entra ID.</summary>
    public const string Entra = "entra";
}
