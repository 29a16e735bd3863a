using FunctionsJobs.Mail.Delivery;
using FunctionsJobs.Tests.JobStore;

namespace FunctionsJobs.Tests.Mail.Delivery;

/// <summary>What every ledger of mails does, whatever its database.</summary>
public abstract class MailLedgerContract(Func<Task<TestJobDatabase>> create) : JobStoreSuite(create)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private SqlMailLedger Ledger => new(Database, Time);

    [Fact]
    public async Task Claim_OfAMail_IsTakenOnce()
    {
        Assert.IsType<MailClaim.Taken>(await Ledger.ClaimAsync("job", "mail", "one", Lease, None));

        var held = Assert.IsType<MailClaim.Held>(await Ledger.ClaimAsync("job", "mail", "two", Lease, None));
        Assert.Equal(Time.Now + Lease, held.Until);
        Assert.IsType<MailClaim.Taken>(await Ledger.ClaimAsync("job", "another mail", "two", Lease, None));
        Assert.IsType<MailClaim.Taken>(await Ledger.ClaimAsync("another job", "mail", "two", Lease, None));
    }

    [Fact]
    public async Task Claim_WhenManyTryAtOnce_IsTakenByOne()
    {
        for (var round = 0; round < 5; round++)
        {
            var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
                new SqlMailLedger(Database, Time).ClaimAsync("job", "mail", $"owner-{i}", Lease, None))));

            Assert.Single(claims, claim => claim is MailClaim.Taken);

            // The next round finds a dead claim instead of none.
            Time.Advance(Lease);
        }
    }

    [Fact]
    public async Task Claim_AfterItsTime_IsFree()
    {
        await Ledger.ClaimAsync("job", "mail", "dead", Lease, None);
        Time.Advance(Lease - TimeSpan.FromMilliseconds(1));
        Assert.IsType<MailClaim.Held>(await Ledger.ClaimAsync("job", "mail", "two", Lease, None));

        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.IsType<MailClaim.Taken>(await Ledger.ClaimAsync("job", "mail", "two", Lease, None));
        Assert.IsType<MailClaim.Held>(await Ledger.ClaimAsync("job", "mail", "three", Lease, None));
    }

    [Fact]
    public async Task Claim_AfterTheMailWasSent_IsNeverTakenAgain()
    {
        await Ledger.ClaimAsync("job", "mail", "one", Lease, None);
        await Ledger.ConfirmAsync("job", "mail", None);
        await Ledger.ReleaseAsync("job", "mail", "one", None);
        Time.Advance(TimeSpan.FromDays(30));

        Assert.IsType<MailClaim.Sent>(await Ledger.ClaimAsync("job", "mail", "two", Lease, None));
    }

    [Fact]
    public async Task Claim_AfterARelease_IsFreeAtOnce()
    {
        await Ledger.ClaimAsync("job", "mail", "one", Lease, None);
        await Ledger.ReleaseAsync("job", "mail", "two", None);
        Assert.IsType<MailClaim.Held>(await Ledger.ClaimAsync("job", "mail", "two", Lease, None));

        await Ledger.ReleaseAsync("job", "mail", "one", None);
        Assert.IsType<MailClaim.Taken>(await Ledger.ClaimAsync("job", "mail", "two", Lease, None));
    }

    [Fact]
    public async Task Confirm_OfAClaimThatWasTakenOver_Counts()
    {
        await Ledger.ClaimAsync("job", "mail", "slow", Lease, None);
        Time.Advance(Lease);
        await Ledger.ClaimAsync("job", "mail", "fast", Lease, None);

        await Ledger.ConfirmAsync("job", "mail", None);

        Assert.IsType<MailClaim.Sent>(await Ledger.ClaimAsync("job", "mail", "third", Lease, None));
    }

    [Fact]
    public async Task Forget_DropsWhatIsKeptOfTheJobsAndOfNoOther()
    {
        foreach (var job in (string[])["a", "b", "c"])
        {
            await Ledger.ClaimAsync(job, "mail", "one", Lease, None);
            await Ledger.ConfirmAsync(job, "mail", None);
        }

        await Ledger.ForgetAsync(["a", "b"], None);

        Assert.IsType<MailClaim.Taken>(await Ledger.ClaimAsync("a", "mail", "two", Lease, None));
        Assert.IsType<MailClaim.Taken>(await Ledger.ClaimAsync("b", "mail", "two", Lease, None));
        Assert.IsType<MailClaim.Sent>(await Ledger.ClaimAsync("c", "mail", "two", Lease, None));
    }
}
