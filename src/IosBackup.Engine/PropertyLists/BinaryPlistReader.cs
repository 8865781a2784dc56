using System;
using System.Text;

namespace IosBackup.Engine.PropertyLists;

/// <summary>
/// Builds a tree from a binary property list. Objects that are shared in the bytes are shared in the tree.
/// </summary>
internal ref struct BinaryPlistReader
{
    private static readonly UTF8Encoding s_strictUtf8 = new(false, true);

    private readonly BinaryPlistView _view;
    private readonly PlistLimits _limits;
    private readonly PlistNode?[] _nodes;
    private readonly long[] _sizes;
    private int _depth;

    private BinaryPlistReader(ReadOnlySpan<byte> bytes, PlistLimits limits)
    {
        _view = new BinaryPlistView(bytes);
        _limits = limits;
        _nodes = new PlistNode?[_view.Count];
        _sizes = new long[_view.Count];
    }

    /// <exception cref="FormatException">The bytes are malformed or beyond the limits.</exception>
    public static PlistNode Read(ReadOnlySpan<byte> bytes, PlistLimits limits)
    {
        BinaryPlistReader reader = new(bytes, limits);
        return reader.ReadNode(reader._view.Top);
    }

    private PlistNode ReadNode(int index)
    {
        if (_nodes[index] is PlistNode known)
        {
            return known;
        }

        // Being inside a container is marked by a negative size: meeting it again means a cycle.
        if (_sizes[index] < 0)
        {
            throw new FormatException("A container holds itself.");
        }

        BinaryPlistToken token = _view.Read(index);
        bool container = token.Kind is BinaryPlistTokenKind.Array or BinaryPlistTokenKind.Dictionary;
        PlistNode node;
        if (container)
        {
            if (++_depth > _limits.MaximumDepth)
            {
                throw new FormatException("Containers are nested too deeply.");
            }

            _sizes[index] = -1;
            long size = 1;
            node = token.Kind == BinaryPlistTokenKind.Array ? ReadArray(token, ref size) : ReadEntries(token, ref size);
            _sizes[index] = size;
            _depth--;
        }
        else
        {
            node = ReadLeaf(token);
            _sizes[index] = 1;
        }

        _nodes[index] = node;
        return node;
    }

    private PlistArray ReadArray(BinaryPlistToken token, ref long size)
    {
        PlistArray array = new();
        for (int i = 0; i < token.Count; i++)
        {
            int reference = _view.Reference(token, i);
            array.Add(ReadNode(reference));
            Count(reference, ref size);
        }

        return array;
    }

    private PlistDictionary ReadEntries(BinaryPlistToken token, ref long size)
    {
        PlistDictionary dictionary = new();
        for (int i = 0; i < token.Count; i++)
        {
            if (ReadNode(_view.Reference(token, i)) is not PlistString key)
            {
                throw new FormatException("A dictionary key is not a string.");
            }

            int reference = _view.ValueReference(token, i);
            dictionary[key.Value] = ReadNode(reference);
            Count(reference, ref size);
        }

        return dictionary;
    }

    private readonly void Count(int reference, ref long size)
    {
        size += _sizes[reference];
        if (size > _limits.MaximumNodes)
        {
            throw new FormatException("The property list describes too many values.");
        }
    }

    private readonly PlistNode ReadLeaf(BinaryPlistToken token) => token.Kind switch
    {
        BinaryPlistTokenKind.Null => PlistNull.Instance,
        BinaryPlistTokenKind.False => PlistBoolean.False,
        BinaryPlistTokenKind.True => PlistBoolean.True,
        BinaryPlistTokenKind.Integer => ReadInteger(token),
        BinaryPlistTokenKind.Real => new PlistReal(_view.Real(token)),
        BinaryPlistTokenKind.Date => new PlistDate(_view.Real(token)),
        BinaryPlistTokenKind.Data => new PlistData(_view.Content(token).ToArray()),
        BinaryPlistTokenKind.Uid => new PlistUid(_view.Unsigned(token)),
        _ => new PlistString(ReadString(_view.Content(token), token.Kind)),
    };

    private readonly PlistInteger ReadInteger(BinaryPlistToken token)
    {
        ulong low = _view.Unsigned(token);
        if (token.Count != 16)
        {
            return token.Count == 8 ? new PlistInteger(unchecked((long)low)) : new PlistInteger(low);
        }

        long high = _view.Signed(new BinaryPlistToken(token.Kind, token.Offset, 8));
        return new PlistInteger(high, low);
    }

    private static string ReadString(ReadOnlySpan<byte> content, BinaryPlistTokenKind kind)
    {
        if (kind == BinaryPlistTokenKind.Utf16String)
        {
            char[] units = new char[content.Length / 2];
            for (int i = 0; i < units.Length; i++)
            {
                units[i] = (char)((content[2 * i] << 8) | content[(2 * i) + 1]);
            }

            return new string(units);
        }

        // Some writers put UTF-8 where only ASCII is legal; bytes that are neither are refused.
        try
        {
            return s_strictUtf8.GetString(content);
        }
        catch (ArgumentException e)
        {
            throw new FormatException("A string is not valid text.", e);
        }
    }
}
