namespace FunctionsJobs.Companies.Enrichment;

/// <summary>The sections of NACE Rev. 2 (Regulation (EC) No 1893/2006; the letters of ISIC Rev. 4 are the same), and words that speak for each.</summary>
/// <remarks>
/// Words are English and German, in lower case and without accents; one with a star stands for all that begin with it. No word stands in two sections. The choice of words is this
/// program's own.
/// </remarks>
internal static class Industries
{
    /// <summary>Letter, title, words.</summary>
    public static IReadOnlyList<IndustrySection> Sections { get; } =
    [
        new("A", "Agriculture, forestry and fishing", "agricultur* farm* forestry fishing fisher* livestock crops vineyard winery landwirtschaft* forst* bauernhof weingut fischerei"),
        new("B", "Mining and quarrying", "mining mine quarry* petroleum crude drilling bergbau steinbruch kiesgrube"),
        new("C", "Manufacturing",
            "manufactur* factory machinery automotive aerospace chemical* pharmaceutical* steel metalworking textile* furniture brewery electronics semiconductor* packaging hersteller fertigung maschinenbau fabrik brauerei chemie rocket* tooling"),
        new("D", "Electricity, gas, steam and air conditioning supply", "electricity energy utility powerplant solar photovoltaic* windpower grid energie* strom stromversorgung fernwarme windkraft stadtwerke"),
        new("E", "Water supply; sewerage, waste management and remediation", "sewage sewerage wastewater waste recycling remediation abwasser entsorgung abfall* wasserwerk*"),
        new("F", "Construction", "construction builder* roofing plumbing plumber electrician* carpentry scaffolding bau bauunternehmen hochbau tiefbau dachdecker* installateur zimmerei"),
        new("G", "Wholesale and retail trade; repair of motor vehicles", "retail* wholesale* shop store ecommerce commerce supermarket dealership dealer boutique grosshandel einzelhandel handel handler onlineshop autohaus"),
        new("H", "Transportation and storage", "logistic* transport* freight shipping trucking courier warehous* airline railway* spedition logistik fracht lager kurier"),
        new("I", "Accommodation and food service activities", "hotel* restaurant* catering hostel cafe bar bakery* pizzeria hospitality gasthof pension gastronomie imbiss"),
        new("J", "Information and communication", "software saas cloud telecom* broadcasting publisher* publishing programming developer* hosting internet app apps cybersecurity verlag rundfunk softwareentwicklung webentwicklung"),
        new("K", "Financial and insurance activities", "bank* insurance insurer* finance financial fintech investment* fund funds lending loan* payment* versicherung* finanz* kredit* sparkasse"),
        new("L", "Real estate activities", "realty realtor* property properties letting immobilie* hausverwaltung makler"),
        new("M", "Professional, scientific and technical activities",
            "consult* law lawyer* legal attorney* accounting accountant* tax audit* architect* engineering research laboratory advertising marketing design veterinar* beratung rechtsanwalt* kanzlei steuerberat* ingenieur* forschung werbeagentur architektur"),
        new("N", "Administrative and support service activities", "staffing recruit* rental leasing travel tour* cleaning security facility outsourcing callcenter personaldienstleist* zeitarbeit reiseburo reinigung* vermietung"),
        new("O", "Public administration and defence; compulsory social security", "government ministry municipality municipal defence defense council gemeinde ministerium behorde landkreis stadtverwaltung"),
        new("P", "Education", "education school* university college training academy teaching tutor* elearning schule hochschule universitat bildung akademie nachhilfe kindergarten"),
        new("Q", "Human health and social work activities", "health* hospital* clinic* medical doctor* dentist* dental nursing therap* krankenhaus klinik arzt* praxis pflege* zahnarzt* physiotherapie"),
        new("R", "Arts, entertainment and recreation", "museum* theatre theater gallery music sport* fitness gym casino gaming concert* entertainment kunst verein kino festival"),
        new("S", "Other service activities", "hairdresser* salon beauty laundry association church union funeral friseur* kosmetik wascherei verband kirche bestattung*"),
        new("T", "Activities of households", "housekeeping babysitting haushaltshilfe"),
        new("U", "Activities of extraterritorial organisations and bodies", "embassy consulate botschaft konsulat"),
    ];

    /// <summary>The title of a section.</summary>
    public static string TitleOf(string section) => Sections.First(one => one.Letter == section).Title;
}
