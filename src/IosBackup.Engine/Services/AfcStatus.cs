namespace IosBackup.Engine.Services;

/// <summary>What AFC reports about an operation. The protocol's numbers.</summary>
internal enum AfcStatus : ulong
{
    Success = 0,
    UnknownError = 1,
    BadHeader = 2,
    NoResources = 3,
    ReadError = 4,
    WriteError = 5,
    UnknownPacketType = 6,
    InvalidArgument = 7,
    NotFound = 8,
    IsDirectory = 9,
    PermissionDenied = 10,
    ServiceNotConnected = 11,
    TimedOut = 12,
    TooMuchData = 13,
    EndOfData = 14,
    NotSupported = 15,
    AlreadyExists = 16,
    Busy = 17,
    NoSpaceLeft = 18,
    WouldBlock = 19,
    InputOutputError = 20,
    Interrupted = 21,
    InProgress = 22,
    InternalError = 23,
}
