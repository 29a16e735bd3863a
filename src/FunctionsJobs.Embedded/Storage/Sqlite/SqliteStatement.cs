using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using SQLitePCL;
using static SQLitePCL.raw;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0, as in SQLite.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle) : IDisposable
{
    private const int StackBytes = 1024;

    public void Bind(int parameter, long value) => Check(sqlite3_bind_int64(handle, parameter, value));

    public void Bind(int parameter, long? value)
    {
        if (value is { } number)
        {
            Bind(parameter, number);
        }
        else
        {
            BindNull(parameter);
        }
    }

    public void BindNull(int parameter) => Check(sqlite3_bind_null(handle, parameter));

    public void Bind(int parameter, DateTime value) => Bind(parameter, UtcTicks.From(value));

    public void Bind(int parameter, DateTime? value) => Bind(parameter, value is { } time ? UtcTicks.From(time) : (long?)null);

    public void Bind(int parameter, ReadOnlySpan<byte> utf8) => Check(sqlite3_bind_text(handle, parameter, utf8));

    public void BindBlob(int parameter, ReadOnlySpan<byte> bytes) => Check(sqlite3_bind_blob(handle, parameter, bytes));

    [SkipLocalsInit]
    public void Bind(int parameter, string? text)
    {
        if (text is null)
        {
            BindNull(parameter);
        }
        else if (text.Length <= StackBytes / 3)
        {
            Span<byte> bytes = stackalloc byte[StackBytes];
            Bind(parameter, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        }
        else
        {
            BindLong(parameter, text);
        }
    }

    /// <summary>Goes to the next row; <see langword="false"/> after the last.</summary>
    public bool Step(string action)
    {
        var result = sqlite3_step(handle);
        return result switch
        {
            SQLITE_ROW => true,
            SQLITE_DONE => false,
            _ => throw Fail(action, result),
        };
    }

    /// <summary>Runs a statement that gives no rows, and makes it ready for the next time.</summary>
    public void Run(string action)
    {
        var result = sqlite3_step(handle);
        if (result is not (SQLITE_DONE or SQLITE_ROW))
        {
            throw Fail(action, result);
        }

        _ = sqlite3_reset(handle);
    }

    /// <summary>Ends a read and makes the statement ready for the next time. Its failures were reported by <see cref="Step"/>.</summary>
    public void Reset() => _ = sqlite3_reset(handle);

    /// <summary>Resets, and lets go of bound values, which may be large.</summary>
    public void Clear()
    {
        _ = sqlite3_reset(handle);
        _ = sqlite3_clear_bindings(handle);
    }

    public bool IsNull(int column) => sqlite3_column_type(handle, column) == SQLITE_NULL;

    public bool IsInteger(int column) => sqlite3_column_type(handle, column) == SQLITE_INTEGER;

    public long GetInt64(int column) => sqlite3_column_int64(handle, column);

    public int GetInt32(int column) => sqlite3_column_int(handle, column);

    public DateTime GetTime(int column) => UtcTicks.ToDateTime(GetInt64(column));

    public DateTime? GetTimeOrNull(int column) => IsNull(column) ? null : GetTime(column);

    /// <summary>The bytes of a text or blob; valid until the next step.</summary>
    public ReadOnlySpan<byte> GetBytes(int column) => sqlite3_column_blob(handle, column);

    public string GetText(int column) => Encoding.UTF8.GetString(GetBytes(column));

    public string? GetTextOrNull(int column) => IsNull(column) ? null : GetText(column);

    public void Dispose() => handle.Dispose();

    private void BindLong(int parameter, string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            Bind(parameter, bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private SqliteStoreException Fail(string action, int result)
    {
        // The message belongs to the step; a reset may replace it.
        var failure = database.Failure(action, result);
        _ = sqlite3_reset(handle);
        return failure;
    }

    private void Check(int result)
    {
        if (result != SQLITE_OK)
        {
            throw database.Failure("binding a value", result);
        }
    }
}
