namespace IosBackup.VirtualDevice.Services.Afc;

/// <summary>Status numbers of AFC.</summary>
internal enum AfcStatus
{
    Success = 0,
    UnknownError = 1,
    BadHeader = 2,
    UnknownPacket = 6,
    InvalidArgument = 7,
    NotFound = 8,
    IsDirectory = 9,
    PermissionDenied = 10,
    Exists = 16,
    WouldBlock = 19,
}
