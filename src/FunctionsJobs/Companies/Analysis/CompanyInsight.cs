using FunctionsJobs.Companies.Enrichment;
using FunctionsJobs.Companies.Profiles;
using FunctionsJobs.Companies.Scores;

namespace FunctionsJobs.Companies.Analysis;

/// <summary>A company with everything that is derived of it. What no job has derived yet is derived here, and not kept.</summary>
internal sealed record CompanyInsight(CompanyRecord Company, CompanyProfile Profile, CompanyEnrichment Enrichment, CompanyScore Score)
{
    /// <summary>What it is called.</summary>
    public string Name => Profile.Name ?? Company.Domain;

    /// <summary>A company as it is kept, with what is missing.</summary>
    public static CompanyInsight Of(CompanyRecord company, ScoreWeights weights)
    {
        var profiled = company with { Profile = company.Profile ?? CompanyProfiler.Alone(company) };
        var enriched = profiled with { Enrichment = profiled.Enrichment ?? CompanyEnricher.Of(profiled) };
        return new CompanyInsight(company, enriched.Profile!, enriched.Enrichment!, enriched.Score ?? CompanyScorer.Of(enriched, weights));
    }
}
