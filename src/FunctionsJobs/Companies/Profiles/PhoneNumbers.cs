using System.Collections.Frozen;
using System.Text;

namespace FunctionsJobs.Companies.Profiles;

/// <summary>Telephone numbers in the international form of ITU-T E.164: a plus and 8 to 15 digits, the country's code first.</summary>
/// <remarks>
/// Country codes and trunk prefixes are those of ITU-T E.164 and the national plans. Whether a number is in use, or has the length its country asks for, is not looked at.
/// </remarks>
internal static class PhoneNumbers
{
    private const int MinDigits = 8;
    private const int MaxDigits = 15;

    // Country, code, and what is dialled before a number within the country (- for nothing).
    private static readonly FrozenDictionary<string, (string Code, string Trunk)> Plans = (
        "DE 49 0, AT 43 0, CH 41 0, LI 423 -, FR 33 0, BE 32 0, NL 31 0, LU 352 -, GB 44 0, IE 353 0, IT 39 -, ES 34 -, PT 351 -, DK 45 -, SE 46 0, NO 47 -, FI 358 0, IS 354 -, PL 48 -, CZ 420 -, "
        + "SK 421 0, HU 36 06, RO 40 0, BG 359 0, GR 30 -, HR 385 0, SI 386 0, RS 381 0, BA 387 0, ME 382 0, MK 389 0, AL 355 0, EE 372 -, LV 371 -, LT 370 0, UA 380 0, MD 373 0, MT 356 -, CY 357 -, TR 90 0, "
        + "RU 7 8, US 1 1, CA 1 1, MX 52 -, BR 55 0, AR 54 0, CL 56 -, CO 57 -, PE 51 0, AU 61 0, NZ 64 0, JP 81 0, KR 82 0, CN 86 0, HK 852 -, TW 886 0, SG 65 -, MY 60 0, TH 66 0, VN 84 0, ID 62 0, PH 63 0, "
        + "IN 91 0, PK 92 0, BD 880 0, IL 972 0, AE 971 0, SA 966 0, QA 974 -, EG 20 0, MA 212 0, TN 216 -, ZA 27 0, NG 234 0, KE 254 0, GH 233 0")
        .Split(',', StringSplitOptions.TrimEntries)
        .Select(plan => plan.Split(' '))
        .ToFrozenDictionary(plan => plan[0], plan => (plan[1], plan[2] == "-" ? "" : plan[2]), StringComparer.Ordinal);

    // Codes that several countries share say nothing about one: +1 is that of the North American plan, +7 Russia's and Kazakhstan's.
    private static readonly FrozenDictionary<string, string> Countries = Plans
        .Where(plan => plan.Value.Code is not ("1" or "7"))
        .ToFrozenDictionary(plan => plan.Value.Code, plan => plan.Key, StringComparer.Ordinal);

    /// <summary>A number in international form.</summary>
    /// <param name="text">The number, as written.</param>
    /// <param name="country">Where it is dialled, for numbers in national form; or null.</param>
    /// <returns>The number, or null where it is none or the country it is of is not known.</returns>
    public static string? ToE164(string text, string? country)
    {
        var written = WithoutExtension(text).Trim();
        if (written.Any(char.IsLetter))
        {
            return null;
        }

        // "+49 (0)221" says how to dial from abroad and from within at once.
        var plus = written.StartsWith('+');
        var digits = Digits(plus ? written.Replace("(0)", "", StringComparison.Ordinal) : written);
        if (!plus && digits.StartsWith("00", StringComparison.Ordinal))
        {
            (plus, digits) = (true, Digits(written.Replace("(0)", "", StringComparison.Ordinal))[2..]);
        }

        if (plus)
        {
            return IsLengthAllowed(digits) && digits[0] != '0' ? "+" + digits : null;
        }

        if (country is null || !Plans.TryGetValue(country, out var plan))
        {
            return null;
        }

        // Within the North American plan a number has ten digits, with or without the prefix.
        var national = plan.Trunk.Length > 0 && digits.StartsWith(plan.Trunk, StringComparison.Ordinal) && (plan.Code != "1" || digits.Length == 11)
            ? digits[plan.Trunk.Length..]
            : digits;
        var whole = plan.Code + national;
        return IsLengthAllowed(whole) && (plan.Code != "1" || national.Length == 10) ? "+" + whole : null;
    }

    /// <summary>The country of a number in international form, where its code is one country's; or null.</summary>
    public static string? CountryOf(string e164)
    {
        for (var length = Math.Min(3, e164.Length - 1); length > 0; length--)
        {
            if (Countries.TryGetValue(e164[1..(length + 1)], out var country))
            {
                return country;
            }
        }

        return null;
    }

    private static bool IsLengthAllowed(string digits) => digits.Length is >= MinDigits and <= MaxDigits;

    private static string WithoutExtension(string text)
    {
        foreach (var mark in (string[])["ext", "x", "#", "durchwahl", "poste"])
        {
            if (text.IndexOf(mark, StringComparison.OrdinalIgnoreCase) is > 0 and var at)
            {
                return text[..at];
            }
        }

        return text;
    }

    private static string Digits(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var c in text.Where(char.IsAsciiDigit))
        {
            digits.Append(c);
        }

        return digits.ToString();
    }
}
