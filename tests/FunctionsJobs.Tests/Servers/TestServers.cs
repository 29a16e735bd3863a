namespace FunctionsJobs.Tests.Servers;

/// <summary>The servers that <c>./test.sh</c> starts, by the settings it names them with.</summary>
internal static class TestServers
{
    /// <summary>The connection string of a PostgreSQL superuser.</summary>
    public const string PostgresSetting = "FUNCTIONSJOBS_TEST_POSTGRES";

    /// <summary>The folder of <c>initdb</c> and <c>postgres</c>, for tests that kill a server of their own.</summary>
    public const string PostgresProgramsSetting = "FUNCTIONSJOBS_TEST_POSTGRES_BIN";

    /// <summary>The connection string of an Azurite account.</summary>
    public const string AzuriteSetting = "FUNCTIONSJOBS_TEST_AZURITE";

    /// <summary>The program <c>azurite-blob</c>, for tests that kill a server of their own.</summary>
    public const string AzuriteProgramSetting = "FUNCTIONSJOBS_TEST_AZURITE_BIN";

    /// <summary>Host and port of a Redis server.</summary>
    public const string RedisSetting = "FUNCTIONSJOBS_TEST_REDIS";

    /// <summary>The program of the browser Chromium.</summary>
    public const string ChromiumSetting = "FUNCTIONSJOBS_TEST_CHROMIUM";

    // In the full run nothing is left out: a missing server is a failure.
    private const string FullRunSetting = "FUNCTIONSJOBS_TEST_FULL";

    public static string Postgres => Read(PostgresSetting);

    public static string PostgresPrograms => Read(PostgresProgramsSetting);

    public static string Azurite => Read(AzuriteSetting);

    public static string AzuriteProgram => Read(AzuriteProgramSetting);

    public static string Redis => Read(RedisSetting);

    public static string Chromium => Read(ChromiumSetting);

    /// <summary>Why a test that needs a server is left out of this run, or null.</summary>
    public static string? ReasonToLeaveOut(string setting) =>
        IsSet(setting) || IsSet(FullRunSetting) ? null : NotSet(setting);

    private static string NotSet(string setting) => $"{setting} is not set; ./test.sh installs or starts what it names.";

    private static bool IsSet(string setting) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(setting));

    private static string Read(string setting) => IsSet(setting)
        ? Environment.GetEnvironmentVariable(setting)!
        : throw new InvalidOperationException(NotSet(setting));
}
