namespace IosBackup.VirtualDevice.Services.Afc;

/// <summary>Operation numbers of AFC.</summary>
internal enum AfcOperation
{
    Status = 0x01,
    Data = 0x02,
    ReadDirectory = 0x03,
    Truncate = 0x07,
    Remove = 0x08,
    MakeDirectory = 0x09,
    GetFileInfo = 0x0A,
    GetDeviceInfo = 0x0B,
    Open = 0x0D,
    OpenResult = 0x0E,
    Read = 0x0F,
    Write = 0x10,
    Seek = 0x11,
    Tell = 0x12,
    TellResult = 0x13,
    Close = 0x14,
    SetSize = 0x15,
    Rename = 0x18,
    Lock = 0x1B,
    MakeLink = 0x1C,
    SetModificationTime = 0x1E,
    RemoveAll = 0x22,
}
