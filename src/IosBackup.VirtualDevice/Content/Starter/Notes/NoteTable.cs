using System.Collections.Generic;
using System.Linq;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;

namespace IosBackup.VirtualDevice.Content.Starter.Notes;

/// <summary>
/// Builds the table of a note: replicated data in which rows, columns and cells are objects that refer to each other by
/// their place in one list, and to their identities by their place in another.
/// </summary>
internal sealed class NoteTable
{
    private const int DirectionKey = 1;
    private const int SelfKey = 2;
    private const int RowsKey = 3;
    private const int IdentityIndexKey = 4;
    private const int ColumnsKey = 5;
    private const int CellsKey = 6;
    private const int StringType = 1;
    private const int IdentityType = 2;
    private const int TableType = 12;

    private static readonly string[] s_keys =
        ["identity", "crTableColumnDirection", "self", "crRows", "UUIDIndex", "crColumns", "cellColumns"];

    private static readonly string[] s_types =
    [
        "com.apple.CRDT.NSNumber", "com.apple.CRDT.NSString", "com.apple.CRDT.NSUUID", "com.apple.CRDT.CRTuple",
        "com.apple.CRDT.CRRegisterMultiValueLeast", "com.apple.CRDT.CRRegisterMultiValue", "com.apple.CRDT.CRTree",
        "com.apple.CRDT.CRTreeNode", "com.apple.CRDT.NSData",
        "com.apple.notes.ICCloudSyncingObjectActivityEvent", "com.apple.notes.ICFastSyncSelectionState",
        "com.apple.notes.CRTable", "com.apple.notes.ICTable",
    ];

    private readonly StarterRandom _random;
    private readonly List<ProtobufWriter> _objects = [];
    private readonly List<byte[]> _identities = [];

    private NoteTable(StarterRandom random)
    {
        _random = random;
    }

    /// <summary>A table of the given rows, as the store keeps it.</summary>
    public static byte[] ToBytes(StarterRandom random, IReadOnlyList<IReadOnlyList<string>> rows) =>
        NoteText.Compress(new NoteTable(random).Build(rows));

    private byte[] Build(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        // The first places are kept for what the root refers to.
        for (int i = 0; i < 5; i++)
        {
            _objects.Add(new ProtobufWriter());
        }

        _objects[1] = new ProtobufWriter().Message(
            1, new ProtobufWriter().Message(1, Clock()).Message(2, Reference(2)));
        _objects[2] = Map(StringType, (SelfKey, new ProtobufWriter().Text(4, "CRTableColumnDirectionLeftToRight")));
        int[] rowObjects = new int[rows.Count];
        int[] columnObjects = new int[rows[0].Count];
        _objects[3] = OrderedSet(rowObjects);
        _objects[4] = OrderedSet(columnObjects);
        int cells = Add(new ProtobufWriter().Message(6, Dictionary(columnObjects.Select((column, i) =>
            (column, Add(new ProtobufWriter().Message(6, Dictionary(rowObjects.Select((row, j) =>
                (row, AddCell(rows[j][i])))))))))));
        _objects[0] = Map(
            TableType,
            (0, new ProtobufWriter().Text(4, "00000000-0000-0000-0000-000000000000")),
            (DirectionKey, Reference(1)),
            (RowsKey, Reference(3)),
            (ColumnsKey, Reference(4)),
            (CellsKey, Reference(cells)));
        ProtobufWriter data = new();
        foreach (ProtobufWriter item in _objects)
        {
            data.Message(3, item);
        }

        foreach (string key in s_keys)
        {
            data.Text(4, key);
        }

        foreach (string type in s_types)
        {
            data.Text(5, type);
        }

        foreach (byte[] identity in _identities)
        {
            data.Bytes(6, identity);
        }

        return new ProtobufWriter()
            .Integer(1, 0)
            .Message(2, new ProtobufWriter().Integer(1, 0).Integer(2, 0).Message(3, data))
            .ToBytes();
    }

    /// <summary>An ordered set of new rows or columns; notes the object that cells will name each by.</summary>
    private ProtobufWriter OrderedSet(int[] members)
    {
        NoteText marks = new NoteText(_random).Words(
            string.Concat(members.Select(static _ => NoteText.AttachmentMark)));
        ProtobufWriter array = new ProtobufWriter().Bytes(1, marks.ToNote());
        List<(int, int)> contents = [];
        List<(int, int)> elements = [];
        for (int i = 0; i < members.Length; i++)
        {
            byte[] identity = _random.Bytes(16);
            int placed = AddIdentity(identity);
            members[i] = AddIdentity(_random.Bytes(16));
            array.Message(2, new ProtobufWriter().Integer(1, i).Bytes(2, identity));
            contents.Add((placed, members[i]));
            elements.Add((placed, placed));
        }

        return new ProtobufWriter().Message(16, new ProtobufWriter()
            .Message(1, new ProtobufWriter().Message(1, array).Message(2, Dictionary(contents)))
            .Message(2, Dictionary(elements)));
    }

    private int AddCell(string text) =>
        Add(new ProtobufWriter().Bytes(10, new NoteText(_random).Words(text).ToNote()));

    private int AddIdentity(byte[] identity)
    {
        _identities.Add(identity);
        return Add(Map(IdentityType, (IdentityIndexKey, new ProtobufWriter().Integer(2, _identities.Count - 1))));
    }

    private int Add(ProtobufWriter item)
    {
        _objects.Add(item);
        return _objects.Count - 1;
    }

    private static ProtobufWriter Map(int type, params (int Key, ProtobufWriter Value)[] entries)
    {
        ProtobufWriter map = new ProtobufWriter().Integer(1, type);
        foreach ((int key, ProtobufWriter value) in entries)
        {
            map.Message(3, new ProtobufWriter().Integer(1, key).Message(2, value));
        }

        return new ProtobufWriter().Message(13, map);
    }

    private static ProtobufWriter Dictionary(IEnumerable<(int Key, int Value)> entries)
    {
        ProtobufWriter dictionary = new();
        foreach ((int key, int value) in entries)
        {
            dictionary.Message(1, new ProtobufWriter()
                .Message(1, Reference(key))
                .Message(2, Reference(value))
                .Message(3, new ProtobufWriter().Message(1, Clock())));
        }

        return dictionary;
    }

    private static ProtobufWriter Reference(int item) => new ProtobufWriter().Integer(6, item);

    private static ProtobufWriter Clock() => new ProtobufWriter().Integer(1, 2).Integer(2, 1);
}
