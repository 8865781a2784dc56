namespace IosBackup.Engine.DeviceLink;

/// <summary>
/// Status codes of DeviceLink answers. The code byte that ends a file in a raw transfer is the negated status. They are
/// not errno values, though three of the numbers look alike.
/// </summary>
internal enum DeviceLinkStatus
{
    Success = 0,
    Failed = -1,
    NotSupported = -2,
    InvalidParameter = -3,
    WrongState = -4,
    NotFound = -6,
    Exists = -7,
    NotADirectory = -8,
    IsADirectory = -9,
    TooManyLinks = -10,
    InputOutput = -11,
    MultipleErrors = -13,
    Disconnected = -14,
    NoSpace = -15,
}
