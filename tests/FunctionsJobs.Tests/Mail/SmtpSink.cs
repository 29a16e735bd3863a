using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FunctionsJobs.Tests.Mail;

/// <summary>A mail server on loopback that keeps what it is given, for one test. Disposing of it kills it: connections break off.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly string _recipientReply;
    private readonly List<string> _mails = [];
    private readonly Task _serving;

    /// <param name="recipientReply">What it answers to a recipient.</param>
    /// <param name="port">The port, or 0 for a free one.</param>
    public SmtpSink(string recipientReply = "250 OK", int port = 0)
    {
        _recipientReply = recipientReply;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Is awaited before a recipient is answered.</summary>
    public Func<string, Task> WhenNamed { get; set; } = _ => Task.CompletedTask;

    /// <summary>Is awaited when a mail has been taken, before the sender is told so.</summary>
    public Func<string, Task> WhenTaken { get; set; } = _ => Task.CompletedTask;

    /// <summary>The mails taken so far, headers and body.</summary>
    public IReadOnlyList<string> Mails
    {
        get
        {
            lock (_mails)
            {
                return [.. _mails];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            using (var reader = new StreamReader(client.GetStream(), Encoding.UTF8))
            await using (var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true })
            {
                await writer.WriteLineAsync("220 sink");
                while (await reader.ReadLineAsync(_stop.Token) is { } line)
                {
                    switch (line.Split(' ', ':')[0].ToUpperInvariant())
                    {
                        case "RCPT":
                            await WhenNamed(line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]).WaitAsync(_stop.Token);
                            await writer.WriteLineAsync(_recipientReply);
                            break;
                        case "DATA":
                            await writer.WriteLineAsync("354 go on");
                            await WhenTaken(await TakeAsync(reader)).WaitAsync(_stop.Token);
                            await writer.WriteLineAsync("250 taken");
                            break;
                        case "QUIT":
                            await writer.WriteLineAsync("221 bye");
                            return;
                        default:
                            await writer.WriteLineAsync("250 OK");
                            break;
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The sender broke off, or the test is over.
        }
    }

    private async Task<string> TakeAsync(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (true)
        {
            // A mail that breaks off is none.
            var line = await reader.ReadLineAsync(_stop.Token) ?? throw new IOException("The sender broke off.");
            if (line == ".")
            {
                break;
            }

            mail.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        lock (_mails)
        {
            _mails.Add(mail.ToString());
        }

        return mail.ToString();
    }
}
