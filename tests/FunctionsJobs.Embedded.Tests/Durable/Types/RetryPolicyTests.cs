using Microsoft.DurableTask;

namespace FunctionsJobs.Embedded.Tests.Durable.Types;

public sealed class RetryPolicyTests
{
    [Fact]
    public void New_WhenOnlyTheRequiredValuesAreGiven_HasTheDefaultsOfTheSdk()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(5));

        Assert.Equal(3, policy.MaxNumberOfAttempts);
        Assert.Equal(TimeSpan.FromSeconds(5), policy.FirstRetryInterval);
        Assert.Equal(1.0, policy.BackoffCoefficient);
        Assert.Equal(TimeSpan.FromHours(1), policy.MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, policy.RetryTimeout);
        Assert.True(policy.Handle(new InvalidOperationException()));
    }

    [Theory]
    [InlineData(0, 5, 1.0, null, null, "maxNumberOfAttempts")]
    [InlineData(-1, 5, 1.0, null, null, "maxNumberOfAttempts")]
    [InlineData(1, 0, 1.0, null, null, "firstRetryInterval")]
    [InlineData(1, -5, 1.0, null, null, "firstRetryInterval")]
    [InlineData(1, 5, 0.9, null, null, "backoffCoefficient")]
    [InlineData(1, 5, 1.0, 4, null, "maxRetryInterval")]
    [InlineData(1, 5, 1.0, null, 4, "retryTimeout")]
    public void New_WhenAValueIsOutOfRange_NamesIt(int attempts, int first, double coefficient, int? max, int? timeout, string parameter)
    {
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(
            attempts, TimeSpan.FromSeconds(first), coefficient, Seconds(max), Seconds(timeout)));

        Assert.Equal(parameter, fault.ParamName);
    }

    [Fact]
    public void New_WhenTheLimitsAreInfiniteOrEqual_Accepts()
    {
        var infinite = new RetryPolicy(1, TimeSpan.FromSeconds(5), 1, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var equal = new RetryPolicy(1, TimeSpan.FromSeconds(5), 1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));

        Assert.Equal(Timeout.InfiniteTimeSpan, infinite.MaxRetryInterval);
        Assert.Equal(TimeSpan.FromSeconds(5), equal.RetryTimeout);
    }

    [Fact]
    public void HandleFailure_WhenSet_SeesTheDetails()
    {
        var policy = new RetryPolicy(1, TimeSpan.FromSeconds(1)) { HandleFailure = details => details.ErrorMessage == "yes" };

        Assert.True(policy.Handle(Failed("yes")));
        Assert.False(policy.Handle(Failed("no")));
        Assert.Throws<InvalidOperationException>(() => policy.Handle(new InvalidDataException()));
    }

    [Fact]
    public async Task TaskRetryOptions_WhenMadeOfAHandler_CallsIt()
    {
        TaskRetryOptions byPolicy = new RetryPolicy(1, TimeSpan.FromSeconds(1));
        var byHandler = TaskRetryOptions.FromRetryHandler((RetryHandler)(context => context.LastAttemptNumber == 1));
        var first = new RetryContext(null!, 1, Failed("x").FailureDetails, TimeSpan.Zero, CancellationToken.None);

        Assert.NotNull(byPolicy.Policy);
        Assert.Null(byPolicy.Handler);
        Assert.Null(byHandler.Policy);
        Assert.True(await byHandler.Handler!(first));
        Assert.False(await byHandler.Handler!(first with { LastAttemptNumber = 2 }));
        Assert.Throws<ArgumentNullException>(() => TaskRetryOptions.FromRetryPolicy(null!));
        Assert.Throws<ArgumentNullException>(() => TaskRetryOptions.FromRetryHandler((RetryHandler)null!));
    }

    private static TaskFailedException Failed(string message) => new("T", 0, new TaskFailureDetails("X", message, null, null, null));

    private static TimeSpan? Seconds(int? value) => value is null ? null : TimeSpan.FromSeconds(value.Value);
}
