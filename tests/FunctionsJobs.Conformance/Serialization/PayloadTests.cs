using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Serialization;

/// <summary>What inputs, outputs and statuses become on their way through the store.</summary>
public sealed class PayloadTests
{
    public sealed record Address(string City, string? Zip);

    public sealed record Person(string Name, int Age, Address Home, IReadOnlyList<string> Tags, Dictionary<string, decimal?> Balances);

    public class Shape
    {
        public string Name { get; set; } = string.Empty;
    }

    public sealed class Circle : Shape
    {
        public double Radius { get; set; }
    }

#pragma warning disable CA1051 // The point of the type.
    public sealed class WithFields
    {
        public int Number;
        public string? Text;
    }
#pragma warning restore CA1051

    public enum Colour
    {
        Red,
        Green = 5,
    }

    [Theory, EveryMode]
    public async Task Input_WhenThereIsNone_ArrivesAsDefault(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Number", (_, input) => input + 1)
            .AddOrchestratorFunc<string?, string>("Text", (_, input) => input ?? "nothing")
            .AddOrchestratorFunc<int?, string>("Optional", (_, input) => input is null ? "nothing" : "something"));

        Assert.Equal(1, await host.OutputOfAsync<int>("Number"));
        Assert.Equal("nothing", await host.OutputOfAsync<string>("Text"));
        Assert.Equal("nothing", await host.OutputOfAsync<string>("Optional"));
    }

    [Theory, EveryMode]
    public async Task GetInput_WhenAskedAgain_GivesTheInput(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Echo", (context, _) => context.GetInput<string>() ?? "nothing"));

        Assert.Equal("given", await host.OutputOfAsync<string>("Echo", "given"));
        Assert.Equal("nothing", await host.OutputOfAsync<string>("Echo"));
    }

    [Theory, EveryMode]
    public async Task Record_WhenPassedThroughAnActivity_KeepsEveryPart(DurableMode mode)
    {
        await using var host = await StartEchoAsync<Person>(mode);
        var person = new Person(
            "Mira", 37, new Address("Kiel", null), ["a", "b"], new Dictionary<string, decimal?> { ["EUR"] = 1.10m, ["USD"] = null });

        var echoed = await host.OutputOfAsync<Person>("Echo", person);

        Assert.Equal(person.Home, echoed!.Home);
        Assert.Equal(person.Tags, echoed.Tags);
        Assert.Equal(person.Balances, echoed.Balances);
        Assert.Equal(("Mira", 37), (echoed.Name, echoed.Age));
    }

    [Theory, EveryMode]
    public async Task Fields_WhenPublic_ArePartOfThePayload(DurableMode mode)
    {
        await using var host = await StartEchoAsync<WithFields>(mode);

        var echoed = await host.OutputOfAsync<WithFields>("Echo", new WithFields { Number = 3, Text = "t" });

        Assert.Equal((3, "t"), (echoed!.Number, echoed.Text));
    }

    // Payloads carry no type names: what a declared type does not know is lost, and nothing chooses a type by itself.
    [Theory, EveryMode]
    public async Task Subclass_WhenPassedAsItsBase_ArrivesAsTheBase(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string?>("Call", context => context.CallActivityAsync<string?>("TypeOf", new Circle { Name = "c", Radius = 2 }))
            .AddActivityFunc<Shape, string>("TypeOf", (_, shape) => $"{shape.GetType().Name} {shape.Name}"));

        Assert.Equal("Shape c", await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task TypeHint_WhenInTheInput_IsOnlyData(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<JsonElement, string>("Read", (_, input) => input.GetProperty("$type").GetString() ?? "none"));
        var input = JsonSerializer.Deserialize<JsonElement>("""{"$type":"System.Diagnostics.Process, System","a":1}""");

        Assert.Equal("System.Diagnostics.Process, System", await host.OutputOfAsync<string>("Read", input));
    }

    [Theory]
    [EveryMode(long.MaxValue), EveryMode(long.MinValue), EveryMode(9007199254740993)]
    public async Task Integer_WhenBeyondDoublePrecision_IsExact(DurableMode mode, long number)
    {
        await using var host = await StartEchoAsync<long>(mode);

        Assert.Equal(number, await host.OutputOfAsync<long>("Echo", number));
    }

    [Theory, EveryMode]
    public async Task Decimal_WhenAtItsLimits_IsExact(DurableMode mode)
    {
        decimal[] numbers = [decimal.MaxValue, decimal.MinValue, 0.1m, 1.0000000000000000000000000001m];
        await using var host = await StartEchoAsync<decimal[]>(mode);

        var echoed = await host.OutputOfAsync<decimal[]>("Echo", numbers);

        Assert.Equal(numbers, echoed!);
    }

    [Theory, EveryMode]
    public async Task Double_WhenExtreme_IsExact(DurableMode mode)
    {
        double[] numbers = [double.MaxValue, double.Epsilon, -0.1, 1e-300, Math.PI];
        await using var host = await StartEchoAsync<double[]>(mode);

        var echoed = await host.OutputOfAsync<double[]>("Echo", numbers);

        Assert.Equal(numbers, echoed!);
    }

    [Theory]
    [EveryMode(""), EveryMode("ünïcödé 日本語 🚀 \u202e"), EveryMode("quote \" back \\ slash / <tag> & 'apostrophe'"), EveryMode("line\r\nbreak\ttab\0nul")]
    public async Task Text_WhenUnusual_IsExact(DurableMode mode, string text)
    {
        await using var host = await StartEchoAsync<string>(mode);

        Assert.Equal(text, await host.OutputOfAsync<string>("Echo", text));
    }

    [Theory]
    [EveryMode(DateTimeKind.Utc), EveryMode(DateTimeKind.Unspecified), EveryMode(DateTimeKind.Local)]
    public async Task DateTime_OfEachKind_KeepsItsKindAndTicks(DurableMode mode, DateTimeKind kind)
    {
        var moment = new DateTime(2031, 2, 3, 4, 5, 6, kind).AddTicks(1234567);
        await using var host = await StartEchoAsync<DateTime>(mode);

        var echoed = await host.OutputOfAsync<DateTime>("Echo", moment);

        Assert.Equal((kind, moment.Ticks), (echoed.Kind, echoed.Ticks));
    }

    [Theory, EveryMode]
    public async Task DateTimeOffset_WhenItHasAnOffset_KeepsIt(DurableMode mode)
    {
        var moment = new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.FromHours(-9.5));
        await using var host = await StartEchoAsync<DateTimeOffset>(mode);

        var echoed = await host.OutputOfAsync<DateTimeOffset>("Echo", moment);

        Assert.Equal((moment, moment.Offset), (echoed, echoed.Offset));
    }

    [Theory, EveryMode]
    public async Task SmallTypes_WhenPassedOn_KeepTheirValues(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", async context => string.Join(
                ' ',
                await context.CallActivityAsync<TimeSpan>("TimeSpan", TimeSpan.FromSeconds(90.5)),
                await context.CallActivityAsync<Guid>("Guid", Guid.Parse("0b5b5f5e-6d1b-4f6e-9a57-0d6c9f0f5c11")),
                await context.CallActivityAsync<Colour>("Colour", Colour.Green),
                Convert.ToHexString((await context.CallActivityAsync<byte[]>("Bytes", new byte[] { 0, 127, 255 }))!),
                await context.CallActivityAsync<bool>("Bool", true)))
            .AddActivityFunc<TimeSpan, TimeSpan>("TimeSpan", (_, value) => value)
            .AddActivityFunc<Guid, Guid>("Guid", (_, value) => value)
            .AddActivityFunc<Colour, Colour>("Colour", (_, value) => value)
            .AddActivityFunc<byte[], byte[]>("Bytes", (_, value) => value)
            .AddActivityFunc<bool, bool>("Bool", (_, value) => value));

        Assert.Equal("00:01:30.5000000 0b5b5f5e-6d1b-4f6e-9a57-0d6c9f0f5c11 Green 007FFF True", await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task Array_WhenPassedToAnActivity_ArrivesAsOneInput(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Call", async context =>
                await context.CallActivityAsync<int>("Count", new[] { 1, 2, 3 })
                + await context.CallActivityAsync<int>("Count", Array.Empty<int>())
                + (10 * await context.CallActivityAsync<int>("Count", new[] { 7 })))
            .AddActivityFunc<int[], int>("Count", (_, numbers) => numbers.Length));

        Assert.Equal(13, await host.OutputOfAsync<int>("Call"));
    }

    [Theory, EveryMode]
    public async Task Payload_WhenLarge_IsExact(DurableMode mode)
    {
        var text = string.Concat(Enumerable.Range(0, 50_000).Select(number => number.ToString("D5")));
        await using var host = await StartEchoAsync<string>(mode);

        var metadata = await host.RunAsync("Echo", text);

        Assert.Equal(text, metadata.ReadInputAs<string>());
        Assert.Equal(text, metadata.ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Output_WhenSerialized_UsesTheNamesAsDeclared(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<Address>("Home", _ => new Address("Kiel", null)));

        var metadata = await host.RunAsync("Home");

        Assert.Equal("""{"City":"Kiel","Zip":null}""", metadata.SerializedOutput);
    }

    [Theory, EveryMode]
    public async Task Input_WhenNotOfTheDeclaredType_FailsTheInstance(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Number", (_, input) => input));

        var failure = (await host.RunAsync("Number", "not a number")).ShouldHaveFailed();

        Assert.Equal(typeof(JsonException).FullName, failure.ErrorType);
    }

    [Theory, EveryMode]
    public async Task ActivityInput_WhenNotOfTheDeclaredType_FailsTheCall(DurableMode mode)
    {
        var calls = 0;
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Number", "not a number");
                }
                catch (TaskFailedException failure)
                {
                    return failure.FailureDetails.ErrorType;
                }
            })
            .AddActivityFunc<int, string>("Number", (_, _) => $"{Interlocked.Increment(ref calls)}"));

        Assert.Equal(typeof(JsonException).FullName, await host.OutputOfAsync<string>("Call"));
        Assert.Equal(0, calls);
    }

    [Theory, EveryMode]
    public async Task ActivityOutput_WhenNotOfTheAwaitedType_ThrowsWhereItIsAwaited(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", async context =>
            {
                try
                {
                    return $"{await context.CallActivityAsync<int>("Text")}";
                }
                catch (JsonException)
                {
                    return "caught";
                }
            })
            .AddActivityFunc<string>("Text", _ => "not a number"));

        Assert.Equal("caught", await host.OutputOfAsync<string>("Call"));
    }

    [Theory, EveryMode]
    public async Task Metadata_WhenReadAsAnotherType_Throws(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Text", _ => "not a number"));

        var metadata = await host.RunAsync("Text");

        Assert.Throws<JsonException>(() => metadata.ReadOutputAs<int>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, metadata.RuntimeStatus);
    }

    private static Task<IDurableHost> StartEchoAsync<T>(DurableMode mode) => mode.StartAsync(tasks => tasks
        .AddOrchestratorFunc<T, T>("Echo", async (context, input) => (await context.CallActivityAsync<T>("EchoActivity", input))!)
        .AddActivityFunc<T, T>("EchoActivity", (_, input) => input));
}
