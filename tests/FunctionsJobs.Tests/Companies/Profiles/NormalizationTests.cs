using FunctionsJobs.Companies.Profiles;

namespace FunctionsJobs.Tests.Companies.Profiles;

public sealed class NormalizationTests
{
    [Theory]
    [InlineData("Acme GmbH", "Acme", "GmbH")]
    [InlineData("Acme gmbh", "Acme", "GmbH")]
    [InlineData("Acme G.m.b.H.", "Acme", "GmbH")]
    [InlineData("Acme Rockets GmbH & Co. KG", "Acme Rockets", "GmbH & Co. KG")]
    [InlineData("Müller UG (haftungsbeschränkt)", "Müller", "UG")]
    [InlineData("Acme, Inc.", "Acme", "Inc")]
    [InlineData("Acme Corporation", "Acme", "Corp")]
    [InlineData("Acme Co., Ltd.", "Acme", "Co Ltd")]
    [InlineData("Dupont S.à r.l.", "Dupont", "SARL")]
    [InlineData("Rossi S.p.A.", "Rossi", "SpA")]
    [InlineData("Kowalski Sp. z o.o.", "Kowalski", "Sp. z o.o.")]
    [InlineData("Novák s.r.o.", "Novák", "s.r.o.")]
    [InlineData("Acme", "Acme", null)]
    [InlineData("GmbH", "GmbH", null)]
    [InlineData("Limited Edition", "Limited Edition", null)]
    [InlineData("Kaufmann", "Kaufmann", null)]
    public void Split_TakesTheLegalFormOff(string name, string expected, string? form) => Assert.Equal((expected, form), LegalForms.Split(name));

    [Theory]
    [InlineData("+49 221 123456", null, "+49221123456")]
    [InlineData("+49 (0)221 / 123-456", null, "+49221123456")]
    [InlineData("0049 221 123456", null, "+49221123456")]
    [InlineData("0221 123456", "DE", "+49221123456")]
    [InlineData("(0221) 12 34 56", "DE", "+49221123456")]
    [InlineData("0221 123456 ext. 12", "DE", "+49221123456")]
    [InlineData("06 1234567", "IT", "+39061234567")]
    [InlineData("01 23 45 67 89", "FR", "+33123456789")]
    [InlineData("020 7946 0000", "GB", "+442079460000")]
    [InlineData("(415) 555-0100", "US", "+14155550100")]
    [InlineData("1-415-555-0100", "US", "+14155550100")]
    [InlineData("555-0100", "US", null)]
    [InlineData("91 123 45 67", "ES", "+34911234567")]
    [InlineData("0221 123456", null, null)]
    [InlineData("0221 123456", "ZZ", null)]
    [InlineData("+0 221 123456", null, null)]
    [InlineData("+49", null, null)]
    [InlineData("+49 221 1234567890123", null, null)]
    [InlineData("call us", "DE", null)]
    [InlineData("", "DE", null)]
    public void ToE164_ReadsNumbersWhereTheirCountryIsKnown(string text, string? country, string? expected) =>
        Assert.Equal(expected, PhoneNumbers.ToE164(text, country));

    [Theory]
    [InlineData("+49221123456", "DE")]
    [InlineData("+420221123456", "CZ")]
    [InlineData("+442079460000", "GB")]
    [InlineData("+14155550100", null)]
    [InlineData("+74951234567", null)]
    [InlineData("+99912345678", null)]
    public void CountryOf_KnowsCodesThatAreOneCountrys(string number, string? expected) => Assert.Equal(expected, PhoneNumbers.CountryOf(number));

    [Theory]
    [InlineData("DE", "DE")]
    [InlineData("deu", "DE")]
    [InlineData("Germany", "DE")]
    [InlineData(" DEUTSCHLAND ", "DE")]
    [InlineData("Österreich", "AT")]
    [InlineData("U.S.A.", "US")]
    [InlineData("United States of America", "US")]
    [InlineData("UK", "GB")]
    [InlineData("Côte d'Ivoire", "CI")]
    [InlineData("The Netherlands", "NL")]
    [InlineData("South Korea", "KR")]
    [InlineData("EL", "GR")]
    [InlineData("Atlantis", null)]
    [InlineData("ZZ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void TryRead_KnowsCodesAndNamesOfCountries(string? text, string? expected) =>
        Assert.Equal(expected, Countries.TryRead(text, out var code) ? code : null);

    [Theory]
    [InlineData("acme.example", "acme.example")]
    [InlineData("shop.acme.example", "acme.example")]
    [InlineData("a.b.acme.co.uk", "acme.co.uk")]
    [InlineData("acme.com.au", "acme.com.au")]
    [InlineData("co.uk", "co.uk")]
    [InlineData("acme.github.io", "acme.github.io")]
    [InlineData("blog.acme.github.io", "acme.github.io")]
    [InlineData("192.0.2.10", "192.0.2.10")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("localhost", "localhost")]
    public void RegistrableDomainOf_FollowsTheSmallRule(string domain, string expected) => Assert.Equal(expected, RegistrableDomain.Of(domain));

    [Theory]
    [InlineData("acme.example", "Germany", "+33 1 23456789", "a@b.it", "DE", "address")]
    [InlineData("acme.it", null, "+33 1 23456789", "a@b.es", "FR", "phone")]
    [InlineData("acme.it", null, "0123", "a@b.es", "IT", "domain")]
    [InlineData("acme.co.uk", null, null, null, "GB", "domain")]
    [InlineData("acme.io", null, null, "a@b.es", "ES", "email-domain")]
    [InlineData("acme.com", "nowhere", null, "a@gmx.de", null, null)]
    [InlineData("192.0.2.10", null, null, null, null, null)]
    public void CountryOf_TakesTheFirstThatTells(string domain, string? address, string? phone, string? email, string? code, string? from)
    {
        var country = CompanyCountry.Of(domain, new() { Country = address }, phone is null ? [] : [phone], email is null ? [] : [email]);

        Assert.Equal((code, from), (country?.Code, country?.From));
    }

    [Fact]
    public void CountryOf_WhenNumbersDisagree_TakesNeither() =>
        Assert.Equal(("IT", "domain"), CompanyCountry.Of("acme.it", null, ["+33 1 23456789", "+49 221 123456"], []));
}
