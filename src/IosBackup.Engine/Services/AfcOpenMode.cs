namespace IosBackup.Engine.Services;

/// <summary>How AFC opens a file. The protocol's numbers; the comments give the C library's letters.</summary>
internal enum AfcOpenMode : ulong
{
    /// <summary>r: the file must exist.</summary>
    Read = 1,

    /// <summary>r+: creates the file, keeps what is in it.</summary>
    ReadWrite = 2,

    /// <summary>w: creates or empties the file.</summary>
    Write = 3,

    /// <summary>w+: creates or empties the file, which can be read as well.</summary>
    WriteRead = 4,

    /// <summary>a: writes go to the end.</summary>
    Append = 5,

    /// <summary>a+: writes go to the end; the file can be read as well.</summary>
    AppendRead = 6,
}
