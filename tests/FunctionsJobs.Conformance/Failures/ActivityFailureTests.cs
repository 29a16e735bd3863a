using Microsoft.DurableTask;

namespace FunctionsJobs.Conformance.Failures;

/// <summary>Activities that throw, and what their orchestrations see of it.</summary>
public sealed class ActivityFailureTests
{
    [Theory, EveryMode]
    public async Task ActivityFailure_WhenNobodyCatchesIt_FailsTheInstanceWithTheCauseInside(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Call", context => context.CallActivityAsync("Fail"))
            .AddActivityFunc("Fail", Throwing(new InvalidOperationException("outer", new CustomFailureException("inner")))));

        var failure = (await host.RunAsync("Call")).ShouldHaveFailed();

        Assert.Equal(typeof(TaskFailedException).FullName, failure.ErrorType);
        Assert.Equal("Task 'Fail' (#0) failed with an unhandled exception: outer", failure.ErrorMessage);
        Assert.Equal(typeof(InvalidOperationException).FullName, failure.InnerFailure?.ErrorType);
        Assert.Equal("outer", failure.InnerFailure?.ErrorMessage);
        Assert.Equal(typeof(CustomFailureException).FullName, failure.InnerFailure?.InnerFailure?.ErrorType);
        Assert.Equal("inner", failure.InnerFailure?.InnerFailure?.ErrorMessage);
        Assert.Null(failure.InnerFailure?.InnerFailure?.InnerFailure);
    }

    [Theory, EveryMode]
    public async Task ActivityFailure_WhenCaught_TellsTaskAndCause(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", async context =>
            {
                await context.CallActivityAsync("Fine");
                try
                {
                    await context.CallActivityAsync("Fail");
                    return "not thrown";
                }
                catch (TaskFailedException failure)
                {
                    return $"{failure.TaskName} {failure.TaskId} {failure.FailureDetails.ErrorType}: {failure.FailureDetails.ErrorMessage}";
                }
            })
            .AddActivityFunc("Fine", _ => { })
            .AddActivityFunc("Fail", Throwing(new InvalidOperationException("broken"))));

        Assert.Equal("Fail 1 System.InvalidOperationException: broken", await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task IsCausedBy_WhenTheCauseDerivesFromTheType_IsTrue(DurableMode mode)
    {
        await using var host = await StartAsync(mode, new FileNotFoundException("gone"), failure => string.Join(
            ' ',
            failure.FailureDetails.IsCausedBy<FileNotFoundException>(),
            failure.FailureDetails.IsCausedBy<IOException>(),
            failure.FailureDetails.IsCausedBy<Exception>(),
            failure.FailureDetails.IsCausedBy<InvalidOperationException>()));

        Assert.Equal("True True True False", await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task IsCausedBy_WhenTheCauseIsATypeOfTheApp_IsTrue(DurableMode mode)
    {
        await using var host = await StartAsync(
            mode,
            new CustomFailureException("mine"),
            failure => $"{failure.FailureDetails.IsCausedBy<CustomFailureException>()} {failure.FailureDetails.IsCausedBy<InvalidCastException>()}");

        Assert.Equal("True False", await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task FailureDetails_WhenExceptionsAreNested_KeepsAllOfThem(DurableMode mode)
    {
        var nested = new InvalidOperationException("1", new ArgumentException("2", new TimeoutException("3", new CustomFailureException("4"))));
        await using var host = await StartAsync(mode, nested, failure =>
        {
            var messages = new List<string>();
            for (var details = failure.FailureDetails; details is not null; details = details.InnerFailure)
            {
                messages.Add($"{details.ErrorType.Split('.')[^1]} {details.ErrorMessage}");
            }

            return string.Join(", ", messages);
        });

        Assert.Equal(
            "InvalidOperationException 1, ArgumentException 2, TimeoutException 3, CustomFailureException 4",
            await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task FailureDetails_WhenAnActivityThrew_HasTheStackOfTheActivity(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Call", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Fail");
                    return null;
                }
                catch (TaskFailedException failure)
                {
                    return failure.FailureDetails.StackTrace;
                }
            })
            .AddActivityFunc("Fail", ThrowFromHere));

        Assert.Contains(nameof(ThrowFromHere), await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task FailureDetails_WhenTheMessageIsUnusual_KeepsIt(DurableMode mode)
    {
        const string Message = "zwei\r\nZeilen – \"日本\" 🚀";
        await using var host = await StartAsync(mode, new InvalidOperationException(Message), failure => failure.FailureDetails.ErrorMessage);

        Assert.Equal(Message, await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task AsynchronousActivity_WhenItThrowsLater_FailsTheSameWay(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Call", context => context.CallActivityAsync("Fail"))
            .AddActivityFunc("Fail", async _ =>
            {
                await Task.Yield();
                throw new InvalidOperationException("late");
            }));

        var failure = (await host.RunAsync("Call")).ShouldHaveFailed();

        Assert.Equal("late", failure.InnerFailure?.ErrorMessage);
    }

    [Theory, EveryMode]
    public async Task ActivityFailure_WhenCaught_LetsTheOrchestrationGoOn(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Compensate", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Book");
                    return "booked";
                }
                catch (TaskFailedException)
                {
                    return await context.CallActivityAsync<string>("Undo");
                }
            })
            .AddActivityFunc("Book", Throwing(new InvalidOperationException("sold out")))
            .AddActivityFunc<string>("Undo", _ => "undone"));

        Assert.Equal("undone", await host.OutputOfAsync<string>("Compensate"));
    }

    [Theory, EveryMode]
    public async Task WhenAll_WhenSomeFail_ThrowsOneFailureAndKeepsTheResults(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", async context =>
            {
                Task[] open = [.. Enumerable.Range(0, 4).Select(number => context.CallActivityAsync("FailIfOdd", number))];
                try
                {
                    await Task.WhenAll(open);
                    return "not thrown";
                }
                catch (TaskFailedException failure) when (failure.FailureDetails.ErrorMessage.EndsWith(" is odd", StringComparison.Ordinal))
                {
                    return $"{string.Join(' ', open.Select(task => task.Status))}";
                }
            })
            .AddActivityFunc<int>("FailIfOdd", (_, number) =>
            {
                if (number % 2 == 1)
                {
                    throw new InvalidOperationException($"{number} is odd");
                }
            }));

        Assert.Equal("RanToCompletion Faulted RanToCompletion Faulted", await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task ActivityFailure_WhenOthersStillRun_EndsTheInstanceAfterThem(DurableMode mode)
    {
        var release = Signal.Create();
        var finished = false;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Call", async context =>
            {
                var slow = context.CallActivityAsync("Slow");
                await context.CallActivityAsync("Fail");
                await slow;
            })
            .AddActivityFunc("Fail", _ =>
            {
                release.SetResult();
                throw new InvalidOperationException("fast");
            })
            .AddActivityFunc("Slow", async _ =>
            {
                await release.WithinLimitAsync();
                Volatile.Write(ref finished, true);
            }));

        var failure = (await host.RunAsync("Call")).ShouldHaveFailed();

        Assert.True(Volatile.Read(ref finished));
        Assert.Equal("fast", failure.InnerFailure?.ErrorMessage);
    }

    [Theory, EveryMode]
    public async Task Activity_WhenItDoesNotExist_FailsTheCall(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Missing");
                    return "not thrown";
                }
                catch (TaskFailedException failure)
                {
                    return $"{failure.FailureDetails.ErrorType}: {failure.FailureDetails.ErrorMessage}";
                }
            }));

        Assert.Equal("ActivityTaskNotFound: No activity task named 'Missing' was found.", await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task ActivityClass_WhenItCannotBeCreated_FailsTheCall(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", async context =>
            {
                try
                {
                    await context.CallActivityAsync(nameof(NeedsWhatNobodyRegistered));
                    return "not thrown";
                }
                catch (TaskFailedException failure)
                {
                    return failure.FailureDetails.ErrorType;
                }
            })
            .AddActivity<NeedsWhatNobodyRegistered>());

        Assert.Equal(typeof(InvalidOperationException).FullName, await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task Options_WhenPassedAsInput_AreRefused(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Fine", (object)new TaskOptions());
                    return "not thrown";
                }
                catch (ArgumentException)
                {
                    return "refused";
                }
            })
            .AddActivityFunc("Fine", _ => { }));

        Assert.Equal("refused", await host.OutputOfAsync<string>("Call"));
    }

    private static Task<IDurableHost> StartAsync(DurableMode mode, Exception exception, Func<TaskFailedException, string> describe) =>
        mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Fail");
                    return "not thrown";
                }
                catch (TaskFailedException failure)
                {
                    return describe(failure);
                }
            })
            .AddActivityFunc("Fail", Throwing(exception)));

    private static Action<TaskActivityContext> Throwing(Exception exception) => _ => throw exception;

    private static void ThrowFromHere(TaskActivityContext context) => throw new InvalidOperationException("from here");

    private sealed class NeedsWhatNobodyRegistered(IFormatProvider missing) : TaskActivity<object?, string?>
    {
        public override Task<string?> RunAsync(TaskActivityContext context, object? input) => Task.FromResult(missing.ToString());
    }
}
