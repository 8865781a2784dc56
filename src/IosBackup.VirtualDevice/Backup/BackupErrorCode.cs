using IosBackup.Engine.DeviceLink;

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
    public const int WritingPhone = 102;
    public const int ReadingHost = 103;
    public const int WritingHost = 104;
    public const int HostFull = 105;
    public const int PhoneFull = 106;
    public const int Cancelled = 202;
    public const int UnsupportedVersion = 203;
    public const int NoBackup = 204;
    public const int CorruptBackup = 205;
    public const int WrongPassword = 207;
    public const int Locked = 208;
    public const int FindMyOn = 211;
    public const int SetupNotFinished = 212;

    /// <summary>What a DeviceLink status means in MBErrorDomain.</summary>
    public static int FromStatus(DeviceLinkStatus status) => status switch
    {
        DeviceLinkStatus.Success => Success,
        DeviceLinkStatus.Failed => Generic,
        DeviceLinkStatus.NotFound => NotFound,
        DeviceLinkStatus.Exists => Exists,
        DeviceLinkStatus.NotADirectory => NotADirectory,
        DeviceLinkStatus.IsADirectory => IsADirectory,
        DeviceLinkStatus.TooManyLinks => SymlinkLoop,
        DeviceLinkStatus.MultipleErrors => Multiple,
        DeviceLinkStatus.NoSpace => HostFull,
        _ => InputOutput,
    };
}
