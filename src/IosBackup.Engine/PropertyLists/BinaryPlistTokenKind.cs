namespace IosBackup.Engine.PropertyLists;

/// <summary>The type of an object of a binary property list.</summary>
internal enum BinaryPlistTokenKind : byte
{
    Null,
    False,
    True,
    Integer,
    Real,
    Date,
    Data,
    AsciiString,
    Utf16String,
    Utf8String,
    Uid,
    Array,
    Dictionary,
}
