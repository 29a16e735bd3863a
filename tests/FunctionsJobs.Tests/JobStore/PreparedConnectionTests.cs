using Dapper;
using FunctionsJobs.JobStore.Sqlite;
using Microsoft.Data.Sqlite;

namespace FunctionsJobs.Tests.JobStore;

public sealed class PreparedConnectionTests : IDisposable
{
    private readonly PreparedConnection _connection = new("Data Source=:memory:");

    public PreparedConnectionTests()
    {
        _connection.Open();
        _connection.Execute("CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
        for (var i = 1; i <= 5; i++)
        {
            SqlMapper.Execute(_connection, "INSERT INTO things VALUES (@i, @name)", new { i, name = $"thing {i}" });
        }
    }

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Take_OfATextThatWasGivenBack_IsTheSameCommand()
    {
        var command = _connection.Take("SELECT name FROM things WHERE id = @id");
        command.Parameters.AddWithValue("@id", 1);
        Assert.Equal("thing 1", command.ExecuteScalar());
        _connection.GiveBack(command);

        var again = _connection.Take("SELECT name FROM things WHERE id = @id");

        Assert.Same(command, again);
        Assert.Empty(again.Parameters);
    }

    [Fact]
    public void Query_InsideTheRowsOfTheSameQuery_HasACommandOfItsOwn()
    {
        const string Sql = "SELECT name FROM things WHERE id >= @id ORDER BY id";
        var pairs = _connection.Query<string>(Sql, new { id = 4 }, buffered: false)
            .Select(name => (name, _connection.Query<string>(Sql, new { id = 5 }).Single()));

        Assert.Equal([("thing 4", "thing 5"), ("thing 5", "thing 5")], pairs);
    }

    [Fact]
    public void Query_WithLists_AnswersForEveryLength()
    {
        foreach (long[] ids in (long[][])[[1], [2, 3], [], [4], [5, 1, 2]])
        {
            Assert.Equal(ids.Order(), _connection.Query<long>("SELECT id FROM things WHERE id IN @ids ORDER BY id", new { ids }));
        }
    }

    [Fact]
    public void Query_WithAListAmongItsParameters_BindsThemAll()
    {
        long[] ids = [1, 2, 3];

        Assert.Equal(
            ["thing 2"],
            _connection.Query<string>("SELECT name FROM things WHERE id IN @ids AND id > @from AND name < @to", new { from = 1, ids, to = "thing 3" }));
        Assert.Equal(2, SqlMapper.Execute(_connection, "DELETE FROM things WHERE id IN @ids AND id <> @kept", new { ids, kept = 2 }));
    }

    [Theory]
    [InlineData("@id")]
    [InlineData("id")]
    public void Take_WithAParameterNamedEitherWay_BindsIt(string name)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT name FROM things WHERE id = @id";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, 3);
        command.Parameters.Add(parameter);

        Assert.Equal("thing 3", command.ExecuteScalar());
    }

    [Fact]
    public void Execute_AfterAFault_RunsAgain()
    {
        const string Insert = "INSERT INTO things VALUES (@i, @name)";

        Assert.Throws<SqliteException>(() => SqlMapper.Execute(_connection, Insert, new { i = 1, name = "twice" }));
        Assert.Throws<SqliteException>(() => SqlMapper.Execute(_connection, Insert, new { i = 6, name = (string?)null }));
        Assert.Equal(1, SqlMapper.Execute(_connection, Insert, new { i = 6, name = "thing 6" }));
    }

    [Fact]
    public void Query_AfterTheTableHasChanged_SeesTheNewColumns()
    {
        Assert.Equal(2, Columns());

        _connection.Execute("ALTER TABLE things ADD COLUMN extra TEXT");

        Assert.Equal(3, Columns());

        int Columns() => ((IDictionary<string, object>)_connection.QueryFirst("SELECT * FROM things")).Count;
    }
}
