using System.Text.Json;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Conformance.Entities;

/// <summary>The identity of entities.</summary>
public sealed class EntityInstanceIdTests
{
    [Fact]
    public void Id_WhenMade_HasALowerCaseNameAndTheKeyAsGiven()
    {
        var id = new EntityInstanceId("Counter", "Key@With Ünusual/Parts");

        Assert.Equal(("counter", "Key@With Ünusual/Parts"), (id.Name, id.Key));
        Assert.Equal("@counter@Key@With Ünusual/Parts", id.ToString());
    }

    [Fact]
    public void Ids_WhenOnlyTheCaseOfTheNameDiffers_AreEqual()
    {
        Assert.Equal(new EntityInstanceId("counter", "a"), new EntityInstanceId("COUNTER", "a"));
        Assert.NotEqual(new EntityInstanceId("counter", "a"), new EntityInstanceId("counter", "A"));
    }

    [Theory]
    [InlineData("@counter@a", "counter", "a")]
    [InlineData("@Counter@", "counter", "")]
    [InlineData("@counter@a@b", "counter", "a@b")]
    public void FromString_WhenItIsAnId_ReadsNameAndKey(string text, string name, string key) =>
        Assert.Equal(new EntityInstanceId(name, key), EntityInstanceId.FromString(text));

    [Theory]
    [InlineData("counter@a")]
    [InlineData("@counter")]
    [InlineData("counter")]
    public void FromString_WhenItIsNoId_Throws(string text) =>
        Assert.Throws<ArgumentException>(() => EntityInstanceId.FromString(text));

    [Fact]
    public void Id_WhenItsPartsMakeNoSense_IsRefused()
    {
        Assert.ThrowsAny<ArgumentException>(() => new EntityInstanceId(string.Empty, "key"));
        Assert.ThrowsAny<ArgumentException>(() => new EntityInstanceId(null!, "key"));
        Assert.ThrowsAny<ArgumentException>(() => new EntityInstanceId("na@me", "key"));
        Assert.ThrowsAny<ArgumentException>(() => new EntityInstanceId("name", null!));
    }

    [Fact]
    public void Id_WhenSerialized_IsItsText()
    {
        var id = new EntityInstanceId("counter", "a");

        var json = JsonSerializer.Serialize(id);

        Assert.Equal("\"@counter@a\"", json);
        Assert.Equal(id, JsonSerializer.Deserialize<EntityInstanceId>(json));
    }
}
