using System.Net;
using System.Net.Sockets;
using FunctionsJobs.Mail;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Mail;

public sealed class MailSenderTests : IDisposable
{
    private static readonly MailContent _mail = new()
    {
        Key = "notice:job-1:a@example.com",
        To = "a@example.com",
        Subject = "Grüße: fertig",
        Text = "Zeile eins\n.Punkt",
        Html = "<p>Zeile eins</p>",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("functionsjobs-mail-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task SendAsync_OverSmtp_DeliversBothBodies()
    {
        await using var sink = new SmtpSink();

        await Smtp(sink.Port).SendAsync(_mail, CancellationToken.None);

        var mail = Assert.Single(sink.Mails);
        Assert.Contains("To: a@example.com", mail, StringComparison.Ordinal);
        Assert.Contains("=?utf-8?", mail, StringComparison.Ordinal);
        Assert.Contains("text/plain", mail, StringComparison.Ordinal);
        Assert.Contains("<p>Zeile eins</p>", mail, StringComparison.Ordinal);
        Assert.Contains($"Message-ID: <{MailMessages.Hash(_mail.Key)}@", mail, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("550 no such user", false)]
    [InlineData("451 try later", true)]
    public async Task SendAsync_WhenTheServerRefusesTheRecipient_SaysWhetherToTryAgain(string reply, bool isTransient)
    {
        await using var sink = new SmtpSink(reply);

        var fault = await Assert.ThrowsAsync<MailException>(() => Smtp(sink.Port).SendAsync(_mail, CancellationToken.None));

        Assert.Equal(isTransient, fault.IsTransient);
        Assert.Empty(sink.Mails);
        Assert.DoesNotContain("a@example.com", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_WhenNobodyListens_IsTransient()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        Assert.True((await Assert.ThrowsAsync<MailException>(() => Smtp(port).SendAsync(_mail, CancellationToken.None))).IsTransient);
        Assert.True((await Assert.ThrowsAsync<MailException>(() => Smtp(port).ProbeAsync(CancellationToken.None))).IsTransient);
    }

    [Fact]
    public async Task SendAsync_WhenTheServerSaysNothing_EndsAfterTheTimeout()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var options = new MailOptions { Host = "127.0.0.1", Port = ((IPEndPoint)silent.LocalEndpoint).Port, StartTls = false, Timeout = TimeSpan.FromMilliseconds(200) };

        var fault = await Assert.ThrowsAsync<MailException>(
            () => new SmtpMailSender(Options.Create(options), TimeProvider.System).SendAsync(_mail, CancellationToken.None));

        Assert.True(fault.IsTransient);
    }

    [Fact]
    public async Task SendAsync_ToAFolder_WritesAKeyOnce()
    {
        var sender = Folder(new MailOptions());

        await sender.SendAsync(_mail, CancellationToken.None);
        await sender.SendAsync(_mail with { Text = "again" }, CancellationToken.None);
        await sender.SendAsync(_mail with { Key = "another" }, CancellationToken.None);

        var files = Directory.GetFiles(_folder, "*.eml");
        Assert.Equal(2, files.Length);
        Assert.Empty(Directory.GetDirectories(_folder));
        Assert.DoesNotContain("again", await File.ReadAllTextAsync(Path.Combine(_folder, $"{MailMessages.Hash(_mail.Key)}.eml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_WhenTheFolderCannotBeWritten_IsTransient()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "");
        var sender = new FolderMailSender(Options.Create(new MailOptions { Folder = file }));

        Assert.True((await Assert.ThrowsAsync<MailException>(() => sender.SendAsync(_mail, CancellationToken.None))).IsTransient);
        Assert.True((await Assert.ThrowsAsync<MailException>(() => sender.ProbeAsync(CancellationToken.None))).IsTransient);
    }

    [Fact]
    public async Task SendAsync_WhenTheMailBreaksTheRules_WritesNothing()
    {
        var sender = Folder(new MailOptions { RecipientDomains = ["example.com"] });
        foreach (var bad in new[]
        {
            _mail with { To = "a@b.c\r\nBcc: x@y.z" },
            _mail with { Subject = "a\r\nBcc: x@y.z" },
            _mail with { To = "a@example.org" },
        })
        {
            Assert.False((await Assert.ThrowsAsync<MailException>(() => sender.SendAsync(bad, CancellationToken.None))).IsTransient);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private static SmtpMailSender Smtp(int port) =>
        new(Options.Create(new MailOptions { Host = "127.0.0.1", Port = port, StartTls = false }), TimeProvider.System);

    private FolderMailSender Folder(MailOptions options)
    {
        options.Folder = _folder;
        return new FolderMailSender(Options.Create(options));
    }
}
