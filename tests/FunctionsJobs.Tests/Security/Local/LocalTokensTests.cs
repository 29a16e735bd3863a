using FunctionsJobs.Security;
using FunctionsJobs.Security.Local;
using FunctionsJobs.Security.Tokens;
using FunctionsJobs.Tests.Lifecycle.Harness;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Security.Local;

public sealed class LocalTokensTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("local-tokens-").FullName, "data");
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void ReadOrCreate_ByManyAtOnce_MakesOneKeyForTheOwnerAlone()
    {
        var keys = new string[16];
        Parallel.For(0, keys.Length, i => keys[i] = LocalSigningKey.ReadOrCreate(_folder));

        Assert.Single(keys.Distinct());
        Assert.Equal(64, keys[0].Length);
        var file = Assert.Single(Directory.GetFiles(_folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
        }
    }

    [Fact]
    public void ReadOrCreate_InTwoFolders_MakesTwoKeys() =>
        Assert.NotEqual(LocalSigningKey.ReadOrCreate(_folder), LocalSigningKey.ReadOrCreate(Path.Combine(_folder, "other")));

    [Fact]
    public void ReadOrCreate_WhenTheFileHoldsNoKey_SaysWhichFile()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, LocalSigningKey.FileName), "short");

        var fault = Assert.Throws<OptionsValidationException>(() => LocalSigningKey.ReadOrCreate(_folder));
        Assert.Contains(Path.Combine(_folder, "signing-key"), fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("short", fault.Message.Replace(_folder, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, Role.Operator, null)]
    [InlineData("viewer", Role.Viewer, null)]
    [InlineData("admin", Role.Admin, "pub-1")]
    public async Task Answer_WhenAsked_PrintsATokenThatIsAccepted(string? role, Role expected, string? publisher)
    {
        string[] args = ["--token", .. role is null ? Array.Empty<string>() : [role], .. publisher is null ? Array.Empty<string>() : ["--publisher", publisher]];

        Assert.Equal(0, Answer(args));

        var options = new SecurityOptions();
        new LocalTokens(LocalSigningKey.ReadOrCreate(_folder), TimeProvider.System).Configure(options);
        var validator = new TokenValidator(new SigningKeys(Options.Create(options), null), Options.Create(options), TimeProvider.System);
        var caller = Assert.IsType<Authentication.Accepted>(await validator.ValidateAsync(_output.ToString().Trim(), CancellationToken.None)).Caller;
        Assert.Equal(($"local-{expected.ToName()}", expected, publisher), (caller.Subject, caller.Role, caller.Tenant));
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public void Answer_InTheOtherSpelling_PrintsAToken() => Assert.Equal(0, Answer("--token=viewer", "--publisher=pub-1"));

    [Theory]
    [InlineData("--token", "root")]
    [InlineData("--token=", "--publisher=p")]
    [InlineData("--token", "--publisher")]
    [InlineData("--token", "--publisher=a b")]
    public void Answer_WhenTheArgumentsAreWrong_SaysSoAndPrintsNoToken(params string[] args)
    {
        Assert.Equal(2, Answer(args));
        Assert.Empty(_output.ToString());
        Assert.StartsWith("--", _error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public void Answer_WhenNotAsked_IsNull() => Assert.Null(Answer("--sample", "--port", "0"));

    [Fact]
    public void Answer_WhereAnIssuerIsConfigured_MakesNone()
    {
        Assert.Equal(2, TokenCommand.Answer(["--token"], Configuration(("Security:MetadataUrl", "https://issuer.example/")), _output, _error));
        Assert.Empty(_output.ToString());
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public async Task Create_AfterItsLifetime_IsExpired()
    {
        var time = new ManualTime();
        var tokens = new LocalTokens(LocalSigningKey.ReadOrCreate(_folder), time);
        var options = new SecurityOptions();
        tokens.Configure(options);
        var validator = new TokenValidator(new SigningKeys(Options.Create(options), null), Options.Create(options), time);
        var token = tokens.Create(Role.Viewer);

        Assert.IsType<Authentication.Accepted>(await validator.ValidateAsync(token, CancellationToken.None));
        time.Advance(LocalTokens.Lifetime + options.ClockSkew);
        Assert.Equal(new Authentication.Refused(AuthenticationFailure.Expired), await validator.ValidateAsync(token, CancellationToken.None));
    }

    [Fact]
    public void Print_OnATerminal_ShowsATokenForEachRole()
    {
        Printer().Print(_output, isRedirected: false);

        var lines = _output.ToString().Split('\n').Where(line => line.Contains("eyJ", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[0]);
        Assert.Equal(["viewer", "operator", "admin"], lines);
    }

    [Fact]
    public void Print_IntoAFile_ShowsHowToGetOneAndNone()
    {
        Printer().Print(_output, isRedirected: true);

        Assert.DoesNotContain("eyJ", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("--token operator", _output.ToString(), StringComparison.Ordinal);
    }

    private static LocalTokensPrinter Printer() => new(new LocalTokens(new string('s', 64), TimeProvider.System), null!);

    private static IConfiguration Configuration(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();

    private int? Answer(params string[] args) => TokenCommand.Answer(args, Configuration(("EmbeddedHost:DataFolder", _folder)), _output, _error);
}
