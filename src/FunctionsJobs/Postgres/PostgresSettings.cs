namespace FunctionsJobs.Postgres;

/// <summary>One store's way to its server; validated.</summary>
/// <param name="Name">The store's section, which is also what the server shows as the application.</param>
/// <param name="ConnectionString">In the driver's form. Secret.</param>
/// <param name="Options">Limits and the kind of authentication.</param>
internal sealed record PostgresSettings(string Name, string ConnectionString, PostgresOptions Options)
{
    /// <summary>Without the connection string.</summary>
    public override string ToString() => Name;
}
