using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace IosBackup.Engine.Exports.Report;

/// <summary>
/// Collects the items of a list and writes them in parts, so that neither we nor a browser hold them all.
/// </summary>
internal sealed class ReportList : IDisposable
{
    private const int MostItems = 500;
    private const int MostBytes = 512 * 1024;

    private readonly ReportPage _page;
    private readonly MemoryStream _bytes = new();
    private readonly Utf8JsonWriter _json;
    private readonly List<(int Number, int Count)> _parts = [];
    private int _items;

    public ReportList(ReportPage page)
    {
        _page = page;
        _json = new Utf8JsonWriter(_bytes);
    }

    /// <summary>How many items there are.</summary>
    public long Count { get; private set; }

    /// <summary>Bytes that wait to be written.</summary>
    public long Waiting => _bytes.Length + _json.BytesPending;

    /// <summary>Adds an item, written as a JSON object.</summary>
    public void Add(Action<Utf8JsonWriter> write)
    {
        if (_items == 0)
        {
            _json.WriteStartArray();
        }

        _json.WriteStartObject();
        write(_json);
        _json.WriteEndObject();
        _items++;
        Count++;
        if (_items >= MostItems || Waiting >= MostBytes)
        {
            Flush();
        }
    }

    /// <summary>Writes what waits.</summary>
    public void Flush()
    {
        if (_items > 0)
        {
            _json.WriteEndArray();
            _json.Flush();
            _parts.Add((_page.Part(_bytes.GetBuffer().AsSpan(0, (int)_bytes.Length)), _items));
            _bytes.SetLength(0);
            _json.Reset();
            _items = 0;
        }
    }

    /// <summary>Writes which parts there are, as pairs of number and count.</summary>
    public void WriteParts(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach ((int number, int count) in _parts)
        {
            json.WriteStartArray();
            json.WriteNumberValue(number);
            json.WriteNumberValue(count);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    public void Dispose()
    {
        _json.Dispose();
        _bytes.Dispose();
    }
}
