using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.Mail;
using FunctionsJobs.Mail.Delivery;
using FunctionsJobs.Tests.JobStore;
using FunctionsJobs.Tests.Lifecycle.Harness;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;

namespace FunctionsJobs.Tests.Mail.Delivery;

public sealed class MailDeliveryTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly MailContent Mail = new() { Key = "k", To = "a@example.com", Subject = "s", Text = "t" };
    private readonly ManualTime _time = new();
    private readonly Mock<IMailSender> _sender = new();
    private readonly SqliteTestDatabase _file = new();
    private SqlMailLedger _ledger = null!;

    public async Task InitializeAsync()
    {
        var database = _file.Open();
        await new SqlJobStore(database, _time).OpenAsync(None);
        _ledger = new SqlMailLedger(database, _time);
    }

    public async Task DisposeAsync() => await _file.DisposeAsync();

    [Fact]
    public async Task Deliver_Again_SendsOnce()
    {
        Assert.True(await Delivery().DeliverAsync("job", Mail, None));
        Assert.False(await Delivery().DeliverAsync("job", Mail, None));
        Assert.True(await Delivery().DeliverAsync("job", Mail with { Key = "another" }, None));

        _sender.Verify(sender => sender.SendAsync(Mail, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task Deliver_ByManyAtOnce_SendsOnce()
    {
        var sending = new TaskCompletionSource();
        _sender.Setup(sender => sender.SendAsync(Mail, It.IsAny<CancellationToken>())).Returns(sending.Task);

        var all = Enumerable.Range(0, 8).Select(_ => Task.Run(() => Delivery().DeliverAsync("job", Mail, None))).ToArray();
        await Eventually.HoldsAsync(() => _sender.Invocations.Count > 0, "somebody sends");
        sending.SetResult();
        await Eventually.HoldsAsync(() => { _time.Advance(TimeSpan.FromSeconds(36)); return all.All(one => one.IsCompleted); }, "the others have looked again");

        Assert.Single(await Task.WhenAll(all), sent => sent);
        Assert.Single(_sender.Invocations);
    }

    [Fact]
    public async Task Deliver_AfterAFault_SendsWithoutWaiting()
    {
        _sender.SetupSequence(sender => sender.SendAsync(Mail, It.IsAny<CancellationToken>()))
            .ThrowsAsync(new MailException("down", isTransient: true))
            .Returns(Task.CompletedTask);

        await Assert.ThrowsAsync<MailException>(() => Delivery().DeliverAsync("job", Mail, None));

        Assert.True(await Delivery().DeliverAsync("job", Mail, None));
    }

    [Fact]
    public async Task Deliver_WhenAProcessDiedSending_SendsAfterItsClaimIsOver()
    {
        await _ledger.ClaimAsync("job", MailMessages.Hash(Mail.Key), "the dead", TimeSpan.FromSeconds(35), None);

        var delivering = Delivery().DeliverAsync("job", Mail, None);
        await Eventually.HoldsAsync(
            () => { _time.Advance(TimeSpan.FromSeconds(1)); return delivering.IsCompleted; }, "the claim is over");

        Assert.True(await delivering);
        Assert.True(_time.Now >= new ManualTime().Now + TimeSpan.FromSeconds(35));
    }

    [Fact]
    public async Task Deliver_WhenItIsCancelledWhileItWaits_EndsAndSendsNothing()
    {
        await _ledger.ClaimAsync("job", MailMessages.Hash(Mail.Key), "the dead", TimeSpan.FromSeconds(35), None);
        using var cancel = new CancellationTokenSource();

        var delivering = Delivery().DeliverAsync("job", Mail, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivering);
        Assert.Empty(_sender.Invocations);
    }

    [Fact]
    public void KeyOf_IsTheSameForWaysToWriteAnAddress_AndAnotherForALaterJobOfTheId()
    {
        var job = JobRecords.New("job") with { CreatedAt = _time.Now };

        Assert.Equal(MailDelivery.KeyOf(job, "A@Example.com"), MailDelivery.KeyOf(job, "a@example.COM"));
        Assert.NotEqual(MailDelivery.KeyOf(job, "a@example.com"), MailDelivery.KeyOf(job with { CreatedAt = _time.Now.AddSeconds(1) }, "a@example.com"));
    }

    private MailDelivery Delivery() => new(_ledger, _sender.Object, Options.Create(new MailOptions()), _time, NullLogger<MailDelivery>.Instance);
}
