namespace IosBackup.VirtualDevice.Backup;

/// <summary>Numbers of MBErrorDomain.</summary>
internal static class BackupErrorCode
{
    public const int Success = 0;
    public const int Generic = 1;
    public const int Multiple = 2;
    public const int Exists = 3;
    public const int NotFound = 4;
    public const int NotADirectory = 5;
    public const int IsADirectory = 6;
    public const int SymlinkLoop = 7;
    public const int InvalidFormat = 11;
    public const int DatabaseError = 12;
    public const int ForbiddenByPolicy = 22;
    public const int CloudRestoreRunning = 25;
    public const int InputOutput = 100;
    public const int ReadingHost = 103;
    public const int WritingHost = 104;
    public const int HostFull = 105;
    public const int Cancelled = 202;
    public const int UnsupportedVersion = 203;
    public const int CorruptBackup = 205;
    public const int WrongPassword = 207;
    public const int Locked = 208;
    public const int SetupNotFinished = 212;

    /// <summary>What a DeviceLink status means in MBErrorDomain.</summary>
    public static int FromStatus(int status) => status switch
    {
        0 => Success,
        -1 => Generic,
        -6 => NotFound,
        -7 => Exists,
        -8 => NotADirectory,
        -9 => IsADirectory,
        -10 => SymlinkLoop,
        -13 => Multiple,
        -15 => HostFull,
        _ => InputOutput,
    };
}
