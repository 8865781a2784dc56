using System;
using System.Text;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Reads the archived <c>MBFile</c> of a manifest's row straight from its bytes: a manifest has up to millions of them,
/// and a tree of objects for each would cost ten times as much.
/// </summary>
/// <remarks>
/// The root is wherever <c>$top.root</c> leads. A value lies inline or behind a reference; data also inside an archived
/// NSData. References may have any width, or be the dictionaries that conversions from XML leave. Fields that are
/// missing or of a wrong type keep their defaults.
/// </remarks>
internal readonly ref struct MBFileDecoder
{
    private const int LongestChain = 4;

    private readonly BinaryPlistView _view;
    private readonly BinaryPlistToken _objects;

    private MBFileDecoder(BinaryPlistView view, BinaryPlistToken objects)
    {
        _view = view;
        _objects = objects;
    }

    /// <exception cref="FormatException">The bytes are no archive of one object.</exception>
    public static MBFileFields Decode(ReadOnlySpan<byte> archive)
    {
        BinaryPlistView view = new(archive);
        BinaryPlistToken root = view.Read(view.Top);
        BinaryPlistToken objects = Require(view, root, "$objects"u8, BinaryPlistTokenKind.Array);
        BinaryPlistToken top = Require(view, root, "$top"u8, BinaryPlistTokenKind.Dictionary);
        MBFileDecoder decoder = new(view, objects);
        int rootReference = Find(view, top, "root"u8);
        if (rootReference < 0 && top.Count > 0)
        {
            rootReference = view.ValueReference(top, 0);
        }

        if (rootReference < 0
            || decoder.Resolve(rootReference) is not { Kind: BinaryPlistTokenKind.Dictionary } archived)
        {
            throw new FormatException("The archive has no root object.");
        }

        return decoder.DecodeFields(archived);
    }

    private static BinaryPlistToken Require(
        in BinaryPlistView view, BinaryPlistToken dictionary, ReadOnlySpan<byte> key, BinaryPlistTokenKind kind)
    {
        int reference = dictionary.Kind == BinaryPlistTokenKind.Dictionary ? Find(view, dictionary, key) : -1;
        if (reference >= 0)
        {
            BinaryPlistToken value = view.Read(reference);
            if (value.Kind == kind)
            {
                return value;
            }
        }

        throw new FormatException("The bytes are no keyed archive.");
    }

    /// <summary>Index of the value of a key, or -1.</summary>
    private static int Find(in BinaryPlistView view, BinaryPlistToken dictionary, ReadOnlySpan<byte> key)
    {
        for (int i = 0; i < dictionary.Count; i++)
        {
            if (view.Equals(view.Read(view.Reference(dictionary, i)), key))
            {
                return view.ValueReference(dictionary, i);
            }
        }

        return -1;
    }

    private MBFileFields DecodeFields(BinaryPlistToken archived)
    {
        MBFileFields fields = default;
        for (int i = 0; i < archived.Count; i++)
        {
            BinaryPlistToken key = _view.Read(_view.Reference(archived, i));
            if (key.Kind != BinaryPlistTokenKind.AsciiString)
            {
                continue;
            }

            BinaryPlistToken value = Resolve(_view.ValueReference(archived, i));
            if (value.Kind == BinaryPlistTokenKind.Integer)
            {
                TakeNumber(ref fields, _view.Content(key), value);
            }
            else
            {
                TakeOther(ref fields, _view.Content(key), value);
            }
        }

        return fields;
    }

    /// <summary>Only names of the same length are compared: there are a million rows with a dozen names each.</summary>
    private void TakeNumber(ref MBFileFields fields, ReadOnlySpan<byte> key, BinaryPlistToken value)
    {
        long number = _view.Signed(value);
        switch (key.Length)
        {
            case 4 when key.SequenceEqual("Size"u8):
                fields.Size = number;
                break;
            case 4 when key.SequenceEqual("Mode"u8):
                fields.Mode = unchecked((int)number);
                break;
            case 5 when key.SequenceEqual("Birth"u8):
                fields.Birth = number;
                break;
            case 5 when key.SequenceEqual("Flags"u8):
                fields.Flags = unchecked((int)number);
                break;
            case 6 when key.SequenceEqual("UserID"u8):
                fields.UserId = unchecked((int)number);
                break;
            case 7 when key.SequenceEqual("GroupID"u8):
                fields.GroupId = unchecked((int)number);
                break;
            case 11 when key.SequenceEqual("InodeNumber"u8):
                fields.Inode = unchecked((ulong)number);
                break;
            case 12 when key.SequenceEqual("LastModified"u8):
                fields.LastModified = number;
                break;
            case 15 when key.SequenceEqual("ProtectionClass"u8):
                fields.ProtectionClass = unchecked((int)number);
                break;
            case 16 when key.SequenceEqual("LastStatusChange"u8):
                fields.LastStatusChange = number;
                break;
        }
    }

    private void TakeOther(ref MBFileFields fields, ReadOnlySpan<byte> key, BinaryPlistToken value)
    {
        switch (key.Length)
        {
            case 6 when key.SequenceEqual("Digest"u8):
                fields.Digest = Data(value);
                break;
            case 6 when key.SequenceEqual("Target"u8) && IsText(value):
                bool utf16 = value.Kind == BinaryPlistTokenKind.Utf16String;
                Encoding encoding = utf16 ? Encoding.BigEndianUnicode : Encoding.UTF8;
                fields.LinkTarget = encoding.GetString(_view.Content(value));
                break;
            case 12 when key.SequenceEqual("RelativePath"u8):
                fields.Path = IsText(value) ? _view.Content(value) : default;
                fields.PathKind = value.Kind;
                break;
            case 13 when key.SequenceEqual("EncryptionKey"u8):
                fields.EncryptionKey = Data(value);
                break;
            case 18 when key.SequenceEqual("ExtendedAttributes"u8):
                fields.ExtendedAttributes = Data(value);
                break;
        }
    }

    private static bool IsText(BinaryPlistToken token) => token.Kind
        is BinaryPlistTokenKind.AsciiString or BinaryPlistTokenKind.Utf16String or BinaryPlistTokenKind.Utf8String;

    /// <summary>The bytes of a data value, archived or not; empty for everything else.</summary>
    private ReadOnlySpan<byte> Data(BinaryPlistToken value)
    {
        if (value.Kind == BinaryPlistTokenKind.Dictionary)
        {
            int inner = Find(_view, value, "NS.data"u8);
            value = inner < 0 ? value : Resolve(inner);
        }

        return value.Kind == BinaryPlistTokenKind.Data ? _view.Content(value) : default;
    }

    /// <summary>The value at an index, or what it refers to; null for what leads nowhere.</summary>
    private BinaryPlistToken Resolve(int index)
    {
        BinaryPlistToken token = _view.Read(index);
        for (int i = 0; i < LongestChain; i++)
        {
            ulong uid;
            if (token.Kind == BinaryPlistTokenKind.Uid)
            {
                uid = _view.Unsigned(token);
            }
            else if (token.Kind == BinaryPlistTokenKind.Dictionary && token.Count == 1
                && Find(_view, token, "CF$UID"u8) is int at and >= 0)
            {
                BinaryPlistToken number = _view.Read(at);
                uid = number.Kind == BinaryPlistTokenKind.Integer ? _view.Unsigned(number) : 0;
            }
            else
            {
                return token;
            }

            if (uid == 0 || uid >= (ulong)_objects.Count)
            {
                break;
            }

            token = _view.Read(_view.Reference(_objects, (int)uid));
        }

        return default;
    }
}
