using System.Text.Json;
using FunctionsJobs.Jobs;

namespace FunctionsJobs.Tests.Jobs;

public class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b" : 1, "a" : [ true, null ] }""", """{"a":[true,null],"b":1}""")]
    [InlineData("""{"a":{"z":1,"B":2,"b":3}}""", """{"a":{"B":2,"b":3,"z":1}}""")]
    [InlineData("[1.50, 15e-1, 1.5]", "[1.5,1.5,1.5]")]
    [InlineData("[1.0, 1, 10e-1, 1e0]", "[1,1,1,1]")]
    [InlineData("[100000000000000000000, 1e20]", "[100000000000000000000,100000000000000000000]")]
    [InlineData("[1e300, 10e299]", "[1E+300,1E+300]")]
    [InlineData("[0.1, 1e-7]", "[0.1,0.0000001]")]
    [InlineData("""["\u00fc", "ü", "\/", "<&'+>"]""", """["ü","ü","/","<&'+>"]""")]
    [InlineData("""["a\nb", "\u000a"]""", """["a\nb","\n"]""")]
    [InlineData("{}", "{}")]
    [InlineData("\"text\"", "\"text\"")]
    public void Write_OfTextsThatSayTheSame_IsOneText(string json, string expected)
    {
        var canonical = CanonicalJson.Write(JsonElement.Parse(json));

        Assert.Equal(expected, canonical);
        Assert.Equal(expected, CanonicalJson.Write(JsonElement.Parse(canonical)));
    }

    [Theory]
    [InlineData("[1, 2]", "[2, 1]")]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""{"a":null}""", "{}")]
    [InlineData("0.1", "0.10000000000000001")]
    public void Write_OfTextsThatDiffer_Differs(string one, string other)
    {
        Assert.NotEqual(CanonicalJson.Write(JsonElement.Parse(one)), CanonicalJson.Write(JsonElement.Parse(other)));
    }
}
