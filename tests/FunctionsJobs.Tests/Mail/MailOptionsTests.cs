using FunctionsJobs.Mail;

namespace FunctionsJobs.Tests.Mail;

public sealed class MailOptionsTests
{
    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        var options = new MailOptions();

        Assert.Equal(("", 587, true, "jobs@localhost.localdomain"), (options.Host, options.Port, options.StartTls, options.From));
        Assert.Equal(TimeSpan.FromSeconds(30), options.Timeout);
        Assert.Empty(options.RecipientDomains);
        Assert.True(new MailOptionsValidator().Validate(null, options).Succeeded);
    }

    [Fact]
    public void Validate_WhenSettingsCannotWork_NamesEach()
    {
        var options = new MailOptions { Port = 0, Timeout = TimeSpan.Zero, From = "nobody", UserName = "user" };

        var failures = new MailOptionsValidator().Validate(null, options).Failures!.ToArray();

        Assert.Equal(4, failures.Length);
        Assert.Contains(failures, failure => failure.Contains("Mail:Port is 0", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_WhenAPasswordWouldBeSentInTheClear_Refuses() =>
        Assert.True(new MailOptionsValidator().Validate(null, new MailOptions { UserName = "user", Password = "secret", StartTls = false }).Failed);
}
