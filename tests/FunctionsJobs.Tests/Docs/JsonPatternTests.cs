using System.Text.Json;

namespace FunctionsJobs.Tests.Docs;

public class JsonPatternTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", null)]
    [InlineData("""{"a":1}""", """{"a":2}""", "$.a is 2, not 1")]
    [InlineData("""{"a":1}""", """{}""", "$.a is missing")]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""", "$.b is not documented")]
    [InlineData("""{"a":1,"…":"…"}""", """{"a":1,"b":2}""", null)]
    [InlineData("""[1]""", """[1,2]""", "$ has 2 elements, not 1")]
    [InlineData("""[2,"…"]""", """[1,2]""", null)]
    [InlineData("""[3,"…"]""", """[1,2]""", "$ lacks 3")]
    [InlineData("""{"a":"<ms>"}""", """{"a":null}""", "$.a is , no <ms>")]
    [InlineData("""["<time>","<ms>","<number>","<text>"]""", """["2026-01-31T00:00:00Z",5,0.5,"x"]""", null)]
    public void Difference_NamesWhereAnAnswerIsNotAsDocumented(string documented, string actual, string? expected) =>
        Assert.Equal(expected, JsonPattern.Difference(JsonElement.Parse(documented), JsonElement.Parse(actual)));
}
