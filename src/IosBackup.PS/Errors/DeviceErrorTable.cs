using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace IosBackup.Errors;

/// <summary>The codes of MBErrorDomain, with which a device says why it ended a backup or a restore.</summary>
internal static class DeviceErrorTable
{
    private const int LongestName = 64;
    private const string Report = "Run again with -Verbose and report the code.";
    private const string Restart = "Restart the device and try again.";
    private const string FullBackup = "Back up again with -Full.";
    private const string HostPath = "Try again; if it repeats, check the backup folder's disk, then use -Full.";
    private const string CloudSide = "Wait until the device has finished with iCloud, then try again.";
    private const string Again = "Try again.";
    private const string FreePhone = "Free space on the device, then try again.";

    /// <summary>All rows, by code.</summary>
    public static IReadOnlyList<DeviceErrorEntry> Rows { get; } =
    [
        Row(0, "no error", Report, RetryAdvice.No),
        Row(1, "an invalid argument, or an error of another part of iOS", Restart, RetryAdvice.AfterAction),
        Row(2, "several errors at once", Again, RetryAdvice.Later),
        Row(3, "something exists already", Restart, RetryAdvice.AfterAction),
        Row(4, "a file was not found", Again, RetryAdvice.Later),
        Row(5, "a file stands where a folder belongs", Report, RetryAdvice.No),
        Row(6, "a folder stands where a file belongs", Report, RetryAdvice.No),
        Row(7, "symbolic links that lead in a circle", Report, RetryAdvice.No),
        Row(8, "an attribute of a file is missing", Report, RetryAdvice.No),
        Row(9, "a file changed while it was read", Again, RetryAdvice.Later),
        Row(11, "a malformed property list", FullBackup, RetryAdvice.AfterAction),
        Row(12, "a database error", Restart, RetryAdvice.AfterAction),
        Row(13, "something is locked", Again, RetryAdvice.Later),
        Row(14, "the backup service is busy", Again, RetryAdvice.Later),
        Row(17, "a service is not available now", CloudSide, RetryAdvice.Later),
        Row(22, "its management does not allow it",
            "Ask whoever manages the device to allow backups to a computer.", RetryAdvice.AfterAction),
        Row(24, "something is not permitted", HostPath, RetryAdvice.Later),
        Row(25, "a restore from iCloud is going on", CloudSide, RetryAdvice.Later),
        Row(26, "a link across file systems", Report, RetryAdvice.No),
        Row(100, "an input or output error", Again, RetryAdvice.Later),
        Row(101, "reading on the device failed", Restart, RetryAdvice.AfterAction),
        Row(102, "writing on the device failed", FreePhone, RetryAdvice.AfterAction),
        Row(103, "reading from this computer failed", HostPath, RetryAdvice.Later),
        Row(104, "writing to this computer failed, or the link broke",
            "Keep the device unlocked and its cable still, then try again.", RetryAdvice.Later),
        Row(105, "not enough space on this computer",
            "Free space at the destination or choose another one.", RetryAdvice.AfterAction),
        Row(106, "not enough space on the device", FreePhone, RetryAdvice.AfterAction),
        Row(202, "the operation was cancelled on the device", Again, RetryAdvice.Later),
        Row(203, "the backup's version is not supported by the device",
            "Update the device to the iOS version of the backup or a newer one.", RetryAdvice.AfterAction),
        Row(204, "there is no finished backup to restore",
            "Choose another generation; Test-IosBackup tells the good ones.", RetryAdvice.AfterAction),
        Row(205, "the backup is damaged or incomplete",
            "Run Test-IosBackup on it; when it was a backup that failed, back up with -Full.",
            RetryAdvice.AfterAction),
        Row(207, "the backup password is wrong, or the encryption setting has changed",
            "Give the password that is set on the device.", RetryAdvice.AfterAction),
        Row(208, "the device is locked, or its passcode was not entered",
            "Unlock the device and enter the passcode when it asks.", RetryAdvice.AfterAction),
        Row(210, "no iCloud account", Report, RetryAdvice.No),
        Row(211, "Find My is on", "Turn off Find My on the device, then try again.", RetryAdvice.AfterAction),
        Row(212, "the setup assistant is not finished",
            "Finish the setup on the device, then try again.", RetryAdvice.AfterAction),
        new(217, 224, "the operation was put off or cancelled by the system", Again, RetryAdvice.Later),
        new(300, 307, "an error of iCloud", CloudSide, RetryAdvice.Later),
        Row(555, "a setting of the device does not allow it", Report, RetryAdvice.No),
    ];

    private static DeviceErrorEntry Unknown { get; } =
        new(int.MinValue, int.MaxValue, "an error without a known meaning", Report, RetryAdvice.Later);

    /// <summary>The row of a code; one that says so when nobody knows the code.</summary>
    public static DeviceErrorEntry Find(int code) =>
        Rows.FirstOrDefault(row => code >= row.First && code <= row.Last) ?? Unknown;

    /// <summary>The sentence that tells what the device reported, with a leading blank.</summary>
    public static string Describe(int code, int? underlying)
    {
        string cause = underlying is { } inner && inner != code ? ", because of " + Named(inner) : string.Empty;
        return $" The device reported: {Named(code)}{cause}.";
    }

    /// <summary>The sentence that repeats the name a device gave its error; empty when it gave none.</summary>
    public static string Name(string? error)
    {
        // A name is a word. Anything else a device says belongs in no message.
        return error is { Length: > 0 and <= LongestName } && error.All(char.IsLetterOrDigit)
            ? $" The device calls it {error}."
            : string.Empty;
    }

    private static string Named(int code) =>
        Find(code).Meaning + " (MBErrorDomain/" + code.ToString(CultureInfo.InvariantCulture) + ")";

    private static DeviceErrorEntry Row(int code, string meaning, string action, RetryAdvice retry) =>
        new(code, code, meaning, action, retry);
}
