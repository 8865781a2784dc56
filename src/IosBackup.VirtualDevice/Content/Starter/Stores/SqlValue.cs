using System;
using IosBackup.Engine.Sqlite;

namespace IosBackup.VirtualDevice.Content.Starter.Stores;

/// <summary>A value of a row: NULL, an integer, a real, text or bytes.</summary>
internal readonly struct SqlValue
{
    private readonly long _integer;
    private readonly double _real;
    private readonly object? _reference;
    private readonly Storage _storage;

    private SqlValue(Storage storage, long integer, double real, object? reference)
    {
        _storage = storage;
        _integer = integer;
        _real = real;
        _reference = reference;
    }

    private enum Storage : byte
    {
        Null,
        Integer,
        Real,
        Text,
        Bytes,
    }

    public static SqlValue Null => default;

    public static implicit operator SqlValue(string? value) =>
        value is null ? default : new SqlValue(Storage.Text, 0, 0, value);

    public static implicit operator SqlValue(byte[]? value) =>
        value is null ? default : new SqlValue(Storage.Bytes, 0, 0, value);

    public static implicit operator SqlValue(long value) => new(Storage.Integer, value, 0, null);

    public static implicit operator SqlValue(long? value) => value is long present ? present : default(SqlValue);

    public static implicit operator SqlValue(bool value) => value ? 1L : 0L;

    public static implicit operator SqlValue(double value) => new(Storage.Real, 0, value, null);

    public static implicit operator SqlValue(double? value) => value is double present ? present : default(SqlValue);

    public void BindTo(SqliteStatement statement, int parameter)
    {
        switch (_storage)
        {
            case Storage.Integer:
                statement.Bind(parameter, (long?)_integer);
                break;
            case Storage.Real:
                statement.Bind(parameter, _real);
                break;
            case Storage.Text:
                statement.Bind(parameter, (string)_reference!);
                break;
            case Storage.Bytes:
                statement.Bind(parameter, ((byte[])_reference!).AsSpan());
                break;
            default:
                statement.Bind(parameter, (string?)null);
                break;
        }
    }
}
