using System;
using System.Collections.Generic;
using System.IO;

namespace IosBackup.Engine.Records.Notes;

/// <summary>
/// Rebuilds a table of a note. Phones that edit it at once each keep a share of its history, so it is stored as objects
/// that refer to each other: ordered sets of rows and columns, whose members are known by UUIDs, and for each column a
/// dictionary of cells.
/// </summary>
internal sealed class NoteTableDecoder
{
    private const string TableType = "com.apple.notes.ICTable";
    private const string RightToLeft = "CRTableColumnDirectionRightToLeft";
    private const int MostCells = 250_000;

    private readonly NoteTableObjects _objects;

    private NoteTableDecoder(NoteTableObjects objects) => _objects = objects;

    /// <summary>Decodes a table as the store keeps it.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or is no table.</exception>
    public static NoteTable Decode(ReadOnlySpan<byte> stored) =>
        new NoteTableDecoder(NoteTableObjects.Parse(NoteCompression.Decompress(stored))).Decode();

    private NoteTable Decode()
    {
        NoteTableEntry root = _objects.FindCustom(TableType) ?? throw new InvalidDataException("Not a table.");
        Dictionary<int, int> rows = Order(_objects.Follow(root, "crRows"), out int rowCount);
        Dictionary<int, int> columns = Order(_objects.Follow(root, "crColumns"), out int columnCount);
        if ((long)rowCount * columnCount > MostCells)
        {
            throw new InvalidDataException("The table is absurdly large.");
        }

        NoteBody[][] cells = new NoteBody[rowCount][];
        for (int row = 0; row < rowCount; row++)
        {
            cells[row] = new NoteBody[columnCount];
            cells[row].AsSpan().Fill(NoteBody.Empty);
        }

        Fill(cells, _objects.Follow(root, "cellColumns"), rows, columns);
        if (IsRightToLeft(root))
        {
            Array.ForEach(cells, Array.Reverse);
        }

        return new NoteTable(cells);
    }

    /// <summary>
    /// Where the rows or columns stand: by the UUIDs' indexes in the store's list. What has no place was deleted.
    /// </summary>
    private Dictionary<int, int> Order(NoteTableEntry? set, out int count)
    {
        Dictionary<int, int> places = [];
        count = 0;
        if (set is null)
        {
            return places;
        }

        foreach (ReadOnlyMemory<byte> uuid in set.OrderedIds)
        {
            if (_objects.IndexOfUuid(uuid.Span) is int index && !places.ContainsKey(index))
            {
                places.Add(index, places.Count);
            }
        }

        count = places.Count;

        // What other parts refer to is another name of the same row.
        foreach ((NoteTableReference name, NoteTableReference alias) in set.OrderedContents)
        {
            if (UuidOf(name) is int known && UuidOf(alias) is int other && places.TryGetValue(known, out int place))
            {
                places[other] = place;
            }
        }

        return places;
    }

    private void Fill(
        NoteBody[][] cells,
        NoteTableEntry? cellColumns,
        Dictionary<int, int> rows,
        Dictionary<int, int> columns)
    {
        if (cellColumns is null)
        {
            return;
        }

        foreach ((NoteTableReference columnKey, NoteTableReference columnValue) in cellColumns.Elements)
        {
            if (UuidOf(columnKey) is not int column || !columns.TryGetValue(column, out int x)
                || _objects.Find(columnValue) is not NoteTableEntry cellsOfColumn)
            {
                continue;
            }

            foreach ((NoteTableReference rowKey, NoteTableReference cell) in cellsOfColumn.Elements)
            {
                if (UuidOf(rowKey) is int row && rows.TryGetValue(row, out int y)
                    && _objects.Find(cell) is NoteTableEntry { Note.IsEmpty: false } entry)
                {
                    cells[y][x] = NoteBodyDecoder.DecodeNote(entry.Note.Span);
                }
            }
        }
    }

    private bool IsRightToLeft(NoteTableEntry root) =>
        _objects.Follow(root, "crTableColumnDirection") is NoteTableEntry register
        && _objects.Find(register.Register) is { Fields.Count: > 0 } direction
        && direction.Fields[0].Value.Text == RightToLeft;

    private int? UuidOf(NoteTableReference reference) =>
        _objects.Find(reference) is { Fields.Count: > 0 } entry ? entry.Fields[0].Value.Number : null;
}
