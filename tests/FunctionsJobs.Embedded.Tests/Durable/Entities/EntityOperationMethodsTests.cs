using System.Reflection;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Entities;

/// <summary>Which methods a caller from outside can reach.</summary>
public sealed class EntityOperationMethodsTests
{
    [Theory]
    [InlineData("Own")]
    [InlineData("own")]
    [InlineData("OWN")]
    [InlineData("Inherited")]
    [InlineData("Overridden")]
    [InlineData("Hidden")]
    public void Find_WhenTheAppDeclaresIt_FindsIt(string operation) => Assert.NotNull(EntityOperationMethods.Of(typeof(Derived)).Find(operation));

    [Theory]
    [InlineData("GetType")]
    [InlineData("ToString")]
    [InlineData("Equals")]
    [InlineData("GetHashCode")]
    [InlineData("MemberwiseClone")]
    [InlineData("RunAsync")]
    [InlineData("InitializeState")]
    [InlineData("get_State")]
    [InlineData("get_Property")]
    [InlineData("set_Property")]
    [InlineData("add_Changed")]
    [InlineData("Dispose")]
    [InlineData("DisposeAsync")]
    [InlineData("NotPublic")]
    [InlineData("Shared")]
    [InlineData("")]
    [InlineData("Own ")]
    public void Find_WhenItIsNoOperation_FindsNothing(string operation) => Assert.Null(EntityOperationMethods.Of(typeof(Derived)).Find(operation));

    [Theory]
    [InlineData("<Clone>$")]
    [InlineData("Equals")]
    [InlineData("Deconstruct")]
    [InlineData("PrintMembers")]
    [InlineData("ToString")]
    [InlineData("GetHashCode")]
    [InlineData("get_Total")]
    public void Find_WhenTheCompilerMadeIt_FindsNothing(string operation) => Assert.Null(EntityOperationMethods.Of(typeof(RecordState)).Find(operation));

    [Fact]
    public void Find_OnARecord_FindsItsOwnMethods() => Assert.NotNull(EntityOperationMethods.Of(typeof(RecordState)).Find("add"));

    [Fact]
    public void Find_WhenABaseClassIsOfTheRuntime_LeavesItOut()
    {
        Assert.NotNull(EntityOperationMethods.Of(typeof(Names)).Find("Join"));
        Assert.Null(EntityOperationMethods.Of(typeof(Names)).Find("Add"));
        Assert.Null(EntityOperationMethods.Of(typeof(Names)).Find("Clear"));
    }

    [Fact]
    public void Find_WhenItIsOverloaded_Throws() =>
        Assert.Throws<AmbiguousMatchException>(() => EntityOperationMethods.Of(typeof(Derived)).Find("Twice"));

    [Fact]
    public void Find_WhenADerivedClassHidesAMethod_FindsTheNearerOne() =>
        Assert.Equal(typeof(Derived), EntityOperationMethods.Of(typeof(Derived)).Find("Hidden")!.DeclaringType);

    private abstract class Base : TaskEntity<int>, IDisposable, IAsyncDisposable
    {
        public int Property { get; set; }

        public event EventHandler? Changed;

        public void Inherited() => Changed?.Invoke(this, EventArgs.Empty);

        public abstract void Overridden();

        public void Hidden() => Property = 1;

        public void Twice(string text) => Property = text.Length;

        public void Dispose() => Property = 2;

        public ValueTask DisposeAsync() => default;
    }

    private sealed class Derived : Base
    {
        public static void Shared() => throw new InvalidOperationException();

        public void Own() => State = 1;

        public override void Overridden() => State = 2;

        public new void Hidden() => State = 3;

        public void Twice(int number) => State = number;

        public override string ToString() => "an entity";

        internal void NotPublic() => State = 4;
    }

    private sealed record RecordState(int Total, string Name)
    {
        public int Add(int amount) => Total + amount;
    }

    private sealed class Names : List<string>
    {
        public string Join() => string.Join(' ', this);
    }
}
