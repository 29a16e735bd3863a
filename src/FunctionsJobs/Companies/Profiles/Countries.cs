using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace FunctionsJobs.Companies.Profiles;

/// <summary>Countries by the codes and names people write, as ISO 3166-1 alpha-2 codes.</summary>
/// <remarks>Codes and English short names are those of ISO 3166-1; names that the countries and their neighbours use stand beside where they are common.</remarks>
internal static class Countries
{
    // Alpha-2, alpha-3 and names of each.
    private const string Table = """
        AD AND Andorra; AE ARE United Arab Emirates/UAE; AF AFG Afghanistan; AG ATG Antigua and Barbuda; AI AIA Anguilla; AL ALB Albania; AM ARM Armenia;
        AO AGO Angola; AQ ATA Antarctica; AR ARG Argentina; AS ASM American Samoa; AT AUT Austria/Österreich/Oesterreich; AU AUS Australia; AW ABW Aruba;
        AX ALA Åland Islands; AZ AZE Azerbaijan; BA BIH Bosnia and Herzegovina; BB BRB Barbados; BD BGD Bangladesh; BE BEL Belgium/België/Belgique/Belgien;
        BF BFA Burkina Faso; BG BGR Bulgaria; BH BHR Bahrain; BI BDI Burundi; BJ BEN Benin; BL BLM Saint Barthélemy; BM BMU Bermuda;
        BN BRN Brunei Darussalam/Brunei; BO BOL Bolivia; BQ BES Bonaire Sint Eustatius and Saba; BR BRA Brazil/Brasil; BS BHS Bahamas; BT BTN Bhutan;
        BV BVT Bouvet Island; BW BWA Botswana; BY BLR Belarus; BZ BLZ Belize; CA CAN Canada; CC CCK Cocos (Keeling) Islands;
        CD COD Congo The Democratic Republic of the/DR Congo; CF CAF Central African Republic; CG COG Congo/Republic of the Congo;
        CH CHE Switzerland/Schweiz/Suisse/Svizzera; CI CIV Côte d'Ivoire/Ivory Coast; CK COK Cook Islands; CL CHL Chile; CM CMR Cameroon;
        CN CHN China/People's Republic of China/PRC; CO COL Colombia; CR CRI Costa Rica; CU CUB Cuba; CV CPV Cabo Verde/Cape Verde; CW CUW Curaçao;
        CX CXR Christmas Island; CY CYP Cyprus; CZ CZE Czechia/Czech Republic/Česko/Česká republika; DE DEU Germany/Deutschland/Allemagne; DJ DJI Djibouti;
        DK DNK Denmark/Danmark; DM DMA Dominica; DO DOM Dominican Republic; DZ DZA Algeria; EC ECU Ecuador; EE EST Estonia/Eesti; EG EGY Egypt;
        EH ESH Western Sahara; ER ERI Eritrea; ES ESP Spain/España/Spanien; ET ETH Ethiopia; FI FIN Finland/Suomi; FJ FJI Fiji;
        FK FLK Falkland Islands (Malvinas); FM FSM Micronesia Federated States of/Micronesia; FO FRO Faroe Islands; FR FRA France/Frankreich; GA GAB Gabon;
        GB GBR United Kingdom/Great Britain/England/Scotland/Wales/Northern Ireland/UK; GD GRD Grenada; GE GEO Georgia; GF GUF French Guiana;
        GG GGY Guernsey; GH GHA Ghana; GI GIB Gibraltar; GL GRL Greenland; GM GMB Gambia; GN GIN Guinea; GP GLP Guadeloupe; GQ GNQ Equatorial Guinea;
        GR GRC Greece/Hellas; GS SGS South Georgia and the South Sandwich Islands; GT GTM Guatemala; GU GUM Guam; GW GNB Guinea-Bissau; GY GUY Guyana;
        HK HKG Hong Kong; HM HMD Heard Island and McDonald Islands; HN HND Honduras; HR HRV Croatia/Hrvatska; HT HTI Haiti; HU HUN Hungary/Magyarország;
        ID IDN Indonesia; IE IRL Ireland/Éire/Republic of Ireland; IL ISR Israel; IM IMN Isle of Man; IN IND India; IO IOT British Indian Ocean Territory;
        IQ IRQ Iraq; IR IRN Iran; IS ISL Iceland; IT ITA Italy/Italia/Italien; JE JEY Jersey; JM JAM Jamaica; JO JOR Jordan; JP JPN Japan/Nippon;
        KE KEN Kenya; KG KGZ Kyrgyzstan; KH KHM Cambodia; KI KIR Kiribati; KM COM Comoros; KN KNA Saint Kitts and Nevis; KP PRK North Korea;
        KR KOR South Korea/Korea; KW KWT Kuwait; KY CYM Cayman Islands; KZ KAZ Kazakhstan; LA LAO Laos; LB LBN Lebanon; LC LCA Saint Lucia;
        LI LIE Liechtenstein; LK LKA Sri Lanka; LR LBR Liberia; LS LSO Lesotho; LT LTU Lithuania/Lietuva; LU LUX Luxembourg/Luxemburg; LV LVA Latvia/Latvija;
        LY LBY Libya; MA MAR Morocco; MC MCO Monaco; MD MDA Moldova; ME MNE Montenegro; MF MAF Saint Martin (French part); MG MDG Madagascar;
        MH MHL Marshall Islands; MK MKD North Macedonia/Macedonia; ML MLI Mali; MM MMR Myanmar; MN MNG Mongolia; MO MAC Macao;
        MP MNP Northern Mariana Islands; MQ MTQ Martinique; MR MRT Mauritania; MS MSR Montserrat; MT MLT Malta; MU MUS Mauritius; MV MDV Maldives;
        MW MWI Malawi; MX MEX Mexico/México; MY MYS Malaysia; MZ MOZ Mozambique; NA NAM Namibia; NC NCL New Caledonia; NE NER Niger; NF NFK Norfolk Island;
        NG NGA Nigeria; NI NIC Nicaragua; NL NLD Netherlands/Nederland/Niederlande/Holland/The Netherlands; NO NOR Norway/Norge; NP NPL Nepal; NR NRU Nauru;
        NU NIU Niue; NZ NZL New Zealand; OM OMN Oman; PA PAN Panama; PE PER Peru; PF PYF French Polynesia; PG PNG Papua New Guinea; PH PHL Philippines;
        PK PAK Pakistan; PL POL Poland/Polska; PM SPM Saint Pierre and Miquelon; PN PCN Pitcairn; PR PRI Puerto Rico; PS PSE Palestine State of/Palestine;
        PT PRT Portugal; PW PLW Palau; PY PRY Paraguay; QA QAT Qatar; RE REU Réunion; RO ROU Romania/România; RS SRB Serbia;
        RU RUS Russian Federation/Russia; RW RWA Rwanda; SA SAU Saudi Arabia; SB SLB Solomon Islands; SC SYC Seychelles; SD SDN Sudan; SE SWE Sweden/Sverige;
        SG SGP Singapore; SH SHN Saint Helena Ascension and Tristan da Cunha; SI SVN Slovenia/Slovenija; SJ SJM Svalbard and Jan Mayen;
        SK SVK Slovakia/Slovensko; SL SLE Sierra Leone; SM SMR San Marino; SN SEN Senegal; SO SOM Somalia; SR SUR Suriname; SS SSD South Sudan;
        ST STP Sao Tome and Principe; SV SLV El Salvador; SX SXM Sint Maarten (Dutch part); SY SYR Syria; SZ SWZ Eswatini/Swaziland;
        TC TCA Turks and Caicos Islands; TD TCD Chad; TF ATF French Southern Territories; TG TGO Togo; TH THA Thailand; TJ TJK Tajikistan; TK TKL Tokelau;
        TL TLS Timor-Leste; TM TKM Turkmenistan; TN TUN Tunisia; TO TON Tonga; TR TUR Türkiye/Turkey; TT TTO Trinidad and Tobago; TV TUV Tuvalu;
        TW TWN Taiwan; TZ TZA Tanzania; UA UKR Ukraine; UG UGA Uganda; UM UMI United States Minor Outlying Islands;
        US USA United States/United States of America/USA/America; UY URY Uruguay; UZ UZB Uzbekistan; VA VAT Holy See (Vatican City State)/Vatican;
        VC VCT Saint Vincent and the Grenadines; VE VEN Venezuela; VG VGB Virgin Islands British; VI VIR Virgin Islands U.S.; VN VNM Vietnam; VU VUT Vanuatu;
        WF WLF Wallis and Futuna; WS WSM Samoa; YE YEM Yemen; YT MYT Mayotte; ZA ZAF South Africa; ZM ZMB Zambia; ZW ZWE Zimbabwe
        """;

    private static readonly FrozenDictionary<string, string> ByName = Read();

    /// <summary>The code of a country that is named or coded in a text, and nothing besides.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out string? code)
    {
        code = null;
        return text is not null && ByName.TryGetValue(Key(text), out code);
    }

    private static FrozenDictionary<string, string> Read()
    {
        // Codes that are reserved for them (GB) or that the European Union uses (GR).
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { ["uk"] = "GB", ["el"] = "GR" };
        foreach (var line in Table.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var code = line[..2];
            names.TryAdd(Key(code), code);
            names.TryAdd(Key(line[3..6]), code);
            foreach (var name in line[7..].Split('/'))
            {
                names.TryAdd(Key(name), code);
            }
        }

        return names.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string Key(string text) => string.Join(' ', CompanyWords.In(text.Replace(".", "", StringComparison.Ordinal)));
}
