using FunctionsJobs.JobStore.Admission;
using Microsoft.Extensions.Configuration;

namespace FunctionsJobs.Tests.JobStore;

public class QueueCatalogueTests
{
    [Fact]
    public void Standard_HasTheQueuesAndLimitsOfTheDocs()
    {
        Assert.Equal(
            [
                "analytics-aggregation 50 3 - 10/00:01:00",
                "data-export 50 2 - 20/00:01:00",
                "report-generation 50 2 - -",
                "metrics-calculation 50 5 - -",
                "cache-warming 50 3 - -",
                "cleanup 25 1 - -",
                "scraping 75 4 1 -",
                "processing 50 4 - -",
                "company-analytics 50 2 - -",
                "maintenance 25 1 - -",
                "email 75 5 - 60/00:01:00",
            ],
            QueueCatalogue.Standard.Queues.Select(queue =>
                $"{queue.Name} {queue.Priority} {Text(queue.Limits.Concurrency)} {Text(queue.Limits.KeyConcurrency)} {(queue.Limits.Rate is { } rate ? $"{rate.Starts}/{rate.Window}" : "-")}"));
        Assert.All(QueueCatalogue.Standard.Queues, queue => Assert.Null(queue.Limits.Invalid()));

        static string Text(int? limit) => limit is { } value ? $"{value}" : "-";
    }

    [Fact]
    public void LimitsOf_AnUnknownQueue_AreNone() =>
        Assert.Same(QueueLimits.Unlimited, QueueCatalogue.Standard.LimitsOf("Email"));

    [Fact]
    public void Options_ChangeWhatTheyName()
    {
        var options = new QueueCatalogueOptions
        {
            ["email"] = new() { Concurrency = 9, RateLimit = 30 },
            ["scraping"] = new() { KeyConcurrency = 0, RateLimit = 5, RateWindow = TimeSpan.FromSeconds(1) },
            ["data-export"] = new() { RateLimit = 0 },
        };

        var catalogue = options.ApplyTo(QueueCatalogue.Standard);

        Assert.Equal(new QueueLimits { Concurrency = 9, Rate = new RateLimit(30, TimeSpan.FromMinutes(1)) }, catalogue.LimitsOf("email"));
        Assert.Equal(new QueueLimits { Concurrency = 4, Rate = new RateLimit(5, TimeSpan.FromSeconds(1)) }, catalogue.LimitsOf("scraping"));
        Assert.Equal(new QueueLimits { Concurrency = 2 }, catalogue.LimitsOf("data-export"));
        Assert.Equal(QueueCatalogue.Standard.LimitsOf("processing"), catalogue.LimitsOf("processing"));
    }

    [Fact]
    public void Read_TakesTheSettingsOfTheQueues()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Queues:email:Concurrency", "8"), new("Queues:email:RateWindow", "00:00:30")]).Build();

        var catalogue = QueueCatalogueOptions.Read(settings);

        Assert.Equal(new QueueLimits { Concurrency = 8, Rate = new RateLimit(60, TimeSpan.FromSeconds(30)) }, catalogue.LimitsOf("email"));
        Assert.Equal(QueueCatalogue.Standard.LimitsOf("cleanup"), catalogue.LimitsOf("cleanup"));
    }

    [Theory]
    [InlineData("emails", 1, null, "Queues:emails is no queue; there are analytics-aggregation")]
    [InlineData("email", -1, null, "Queues:email: Concurrency is -1; it must be from 1 to 100000.")]
    [InlineData("email", 1, 2_000_000, "Queues:email: The rate limit is 2000000; it must be from 1 to 1000000.")]
    public void Options_ThatCannotWork_AreRefused(string queue, int concurrency, int? rate, string message)
    {
        var options = new QueueCatalogueOptions { [queue] = new() { Concurrency = concurrency, RateLimit = rate } };

        Assert.StartsWith(message, options.Invalid(QueueCatalogue.Standard), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => options.ApplyTo(QueueCatalogue.Standard));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90_000_000)]
    public void Invalid_OfAWindowOutOfBounds_NamesIt(int milliseconds)
    {
        var limits = new QueueLimits { Rate = new RateLimit(1, TimeSpan.FromMilliseconds(milliseconds)) };

        Assert.Contains(limits.Rate!.Value.Window.ToString(), limits.Invalid(), StringComparison.Ordinal);
    }
}
