using System.Collections.Frozen;
using System.Text;

namespace FunctionsJobs.Companies.Profiles;

/// <summary>Legal forms at the end of companies' names.</summary>
/// <remarks>The forms in frequent use among those of ISO 20275 (Entity Legal Forms), by the abbreviations that names carry.</remarks>
internal static class LegalForms
{
    private const int MostWords = 6;

    // The usual spelling, and after the colon other ones.
    private static readonly string[] Table =
    [
        "GmbH & Co. KG:GmbH und Co. KG/GmbH & Co KGaA", "GmbH & Co. OHG", "gGmbH", "GmbH:Gesellschaft mit beschränkter Haftung/G.m.b.H./Ges.m.b.H.", "UG:UG (haftungsbeschränkt)/Unternehmergesellschaft",
        "AG:Aktiengesellschaft", "AG & Co. KG", "KGaA", "KG:Kommanditgesellschaft", "OHG", "GbR", "e.K.:e. K./eK/e.Kfm.", "e.V.:eingetragener Verein", "eG", "SE", "SE & Co. KG",
        "Ltd:Ltd./Limited", "PLC:p.l.c./Public Limited Company", "LLP", "CIC", "LLC:L.L.C./Limited Liability Company", "Inc:Inc./Incorporated", "Corp:Corp./Corporation", "Co:Co./Company", "LP",
        "Co Ltd:Co., Ltd./Company Limited", "SA:S.A./Société Anonyme/Sociedad Anónima", "SAS:S.A.S.", "SASU", "SARL:S.A.R.L./S.à r.l./S. à r. l.", "EURL", "SCI", "SNC:S.n.c.", "SpA:S.p.A.", "Srl:S.r.l./S. r. l.",
        "SL:S.L./Sociedad Limitada", "SLU:S.L.U.", "Lda:Lda.", "Ltda:Ltda.", "SA de CV:S.A. de C.V.", "BV:B.V.", "NV:N.V.", "VOF:V.O.F.", "CV:C.V.", "BVBA", "SRL", "AB:Aktiebolag", "A/S:AS/A S",
        "ApS", "ASA", "Oy:Osakeyhtiö", "Oyj", "Sp. z o.o.:Spółka z o.o.", "S.A.", "s.r.o.:s. r. o./spol. s r.o.", "a.s.", "Kft:Kft.", "Zrt:Zrt.", "Nyrt:Nyrt.", "d.o.o.:d. o. o.", "d.d.", "OÜ", "UAB", "SIA",
        "EOOD", "OOD", "SC", "Pty Ltd:Pty. Ltd./Proprietary Limited", "Pte Ltd:Pte. Ltd.", "Pvt Ltd:Pvt. Ltd./Private Limited", "Sdn Bhd:Sdn. Bhd.", "KK:K.K./Kabushiki Kaisha", "OOO", "A.Ş.:AŞ", "Ltd. Şti.",
    ];

    private static readonly FrozenDictionary<string, string> Forms = Read();

    /// <summary>Takes a name apart.</summary>
    /// <param name="name">A name with single spaces.</param>
    /// <returns>The name without its legal form, and the form in its usual spelling; the whole name and null where it ends in none, or is nothing but one.</returns>
    public static (string Name, string? Form) Split(string name)
    {
        var words = name.Split(' ');
        for (var first = Math.Max(1, words.Length - MostWords); first < words.Length; first++)
        {
            if (Forms.TryGetValue(Key(string.Join(' ', words[first..])), out var form) && Trim(words[..first]) is { Length: > 0 } rest)
            {
                return (rest, form);
            }
        }

        return (name, null);
    }

    private static string Trim(string[] words) => string.Join(' ', words).TrimEnd(' ', ',', '-', '–', '&', '.');

    private static FrozenDictionary<string, string> Read()
    {
        var forms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Table)
        {
            var (usual, others) = line.Split(':') is [var form, var list] ? (form, list.Split('/', StringSplitOptions.TrimEntries)) : (line, []);
            foreach (var spelling in (string[])[usual, .. others])
            {
                forms.TryAdd(Key(spelling), usual);
            }
        }

        return forms.ToFrozenDictionary(StringComparer.Ordinal);
    }

    // Dots say nothing ("S.A." is "SA"); other punctuation parts words.
    private static string Key(string text)
    {
        var key = new StringBuilder();
        foreach (var c in LatinLetters.Fold(text))
        {
            if (char.IsLetterOrDigit(c))
            {
                key.Append(c);
            }
            else if (c != '.' && key.Length > 0 && key[^1] != ' ')
            {
                key.Append(' ');
            }
        }

        return key.ToString().TrimEnd();
    }
}
