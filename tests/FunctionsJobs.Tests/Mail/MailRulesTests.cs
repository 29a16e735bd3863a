using FunctionsJobs.Mail;

namespace FunctionsJobs.Tests.Mail;

public sealed class MailRulesTests
{
    [Theory]
    [InlineData("a@example.com")]
    [InlineData("first.last+tag@sub.example.co.uk")]
    public void RefuseAddress_WhenItIsOne_IsNull(string address) => Assert.Null(MailRules.RefuseAddress(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a@")]
    [InlineData("@example.com")]
    [InlineData("a@b.c\r\nBcc: x@y.z")]
    [InlineData("a@b.c\nBcc: x@y.z")]
    [InlineData("a@example.com\0")]
    [InlineData("a@example.com,b@example.com")]
    [InlineData("Name <a@example.com>")]
    [InlineData("\"a b\"@example.com")]
    [InlineData(" a@example.com")]
    [InlineData("a@exаmple.com")]
    [InlineData("a@[127.0.0.1]")]
    [InlineData("a@127.0.0.1")]
    public void RefuseAddress_WhenItIsNotOne_SaysWhy(string? address) => Assert.NotNull(MailRules.RefuseAddress(address));

    [Fact]
    public void RefuseAddress_WhenTooLong_SaysWhy() => Assert.NotNull(MailRules.RefuseAddress(new string('a', 250) + "@example.com"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\r\nBcc: x@y.z")]
    [InlineData("a\0b")]
    [InlineData("a\u2028b")]
    public void RefuseSubject_WhenItIsNoLine_SaysWhy(string? subject) => Assert.NotNull(MailRules.RefuseSubject(subject));

    [Fact]
    public void RefuseSubject_WhenOneLine_IsNull() => Assert.Null(MailRules.RefuseSubject("Grüße – Bericht"));
}
